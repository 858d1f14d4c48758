"""Faults that are really done. What needs root is left out without it, and `make test` says so."""

import os

import pytest

NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
