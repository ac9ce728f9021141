"""Gemini: images and prompts by `google-genai`."""
