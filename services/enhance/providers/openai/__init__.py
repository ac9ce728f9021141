"""Images of OpenAI and of servers that speak its API, by the `openai` SDK."""
