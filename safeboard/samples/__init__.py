"""An invented plan to try Safeboard with, and the script that makes it."""
