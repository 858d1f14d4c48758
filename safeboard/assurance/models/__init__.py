from safeboard.assurance.models.exercises import Asked, Exercise, ReminderMade, TakesPart
from safeboard.assurance.models.improving import Improvement, ImprovementStep
from safeboard.assurance.models.moderation import (
    Asking,
    Finding,
    Judgement,
    JudgementsShared,
    Letter,
    Peer,
    SentLetter,
)
from safeboard.assurance.models.returns import (
    Answer,
    Part,
    Proof,
    ProofUse,
    ProofVersion,
    Readable,
    Return,
    Said,
    Signed,
    Step,
)
from safeboard.assurance.models.standards import Question, Scale, SetVersion, Standard, StandardSet
from safeboard.assurance.models.visits import Chosen, Sample

__all__ = [
    "Answer",
    "Asked",
    "Asking",
    "Chosen",
    "Exercise",
    "Finding",
    "Improvement",
    "ImprovementStep",
    "Judgement",
    "JudgementsShared",
    "Letter",
    "Part",
    "Peer",
    "Proof",
    "ProofUse",
    "ProofVersion",
    "Question",
    "Readable",
    "ReminderMade",
    "Return",
    "Said",
    "Sample",
    "Scale",
    "SentLetter",
    "SetVersion",
    "Signed",
    "Standard",
    "StandardSet",
    "Step",
    "TakesPart",
]
