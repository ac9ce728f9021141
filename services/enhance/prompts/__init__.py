"""Prompts for better photos of a product: written by a vision model, or from templates. Pure."""

from services.enhance.prompts.answer import read_prompts
from services.enhance.prompts.looks import LOOKS, chosen_looks
from services.enhance.prompts.prompt import Prompt
from services.enhance.prompts.templates import template_prompts

__all__ = ["LOOKS", "Prompt", "chosen_looks", "read_prompts", "template_prompts"]
