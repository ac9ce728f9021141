"""The interface of a chat model. Tests implement it by a fake."""

from typing import Protocol, TypeVar

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)


class ChatModel(Protocol):
    """One configured model at one provider, without tools."""

    @property
    def provider(self) -> str:
        """`openrouter`, `ollama` or `openai`."""

    @property
    def model(self) -> str:
        """The provider's name of the model."""

    async def extract(self, system: str, user: str, schema: type[T], *, deadline_seconds: float) -> T:
        """The model's answer to `user` under `system`, as a `schema`.

        Returns or raises within `deadline_seconds`, waiting and retries included. Raises LLMError, nothing else.
        """
