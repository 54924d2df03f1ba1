"""Sentence vectors by sentence-transformers: of a model in a folder, or of one of its hub by name.

The library is loaded on first use. It is heard only where it downloads and somebody is at a terminal; what a folder or
the cache of the hub holds is loaded without the net.
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.plugins import Encoder

PREFIX = "st:"
"""What the name of an encoder begins with that sentence-transformers loads."""

LIBRARY = "sentence_transformers"

MODEL_FILES = ("modules.json", "config.json")
"""One of these is in the folder of every model: of one of the library, or of a plain transformer."""

HUB_SECONDS = 5.0
"""How long to wait for a sign of life from the hub; the library itself would try for more than a minute."""

LONGEST_REASON = 300
"""Characters of what the library says is wrong."""

_HUB_NAME = re.compile(r"[\w][\w.-]*(/[\w][\w.-]*)?")
_loading = Lock()


@cache
def sentence_transformer(model: str) -> Encoder:
    """A model of sentence-transformers (LaBSE, say) as an encoder, loaded now and kept.

    `model`: a folder, or a name of the hub, which is downloaded where its cache has it not. Raises ReaderError when the
    library is not installed, or there is no such model, or it cannot be loaded.
    """
    from readerapp.plugins import Encoder

    if importlib.util.find_spec(LIBRARY) is None:
        message = _("st:{name} needs an extra: pip install 'readerapp[encoders]'")
        raise ReaderError(message.format(name=visible(model)))
    if not model:
        raise ReaderError(_("st: wants a model behind it: a folder, or a name of the hub of sentence-transformers"))
    folder = _folder(model)
    with _loading:
        loaded = _load(str(folder), model, local=True) if folder else _from_hub(model)

    def encode(texts: Sequence[str], _lang: str) -> NDArray[np.float32]:
        return np.asarray(loaded.encode(list(texts), show_progress_bar=False, convert_to_numpy=True), np.float32)

    return Encoder(PREFIX + model, encode)


def _folder(model: str) -> Path | None:
    """The folder that is meant; None where it can only be a name of the hub. Raises ReaderError."""
    try:
        path = Path(model).expanduser()
        if path.is_dir():
            if not any((path / name).is_file() for name in MODEL_FILES):
                reason = _("that folder holds no model: neither {one} nor {other} is in it")
                raise _cannot(model, reason.format(one=MODEL_FILES[0], other=MODEL_FILES[1]))
            return path
        if path.exists():
            raise _cannot(model, _("that is a file; give the folder of the model"))
    except (OSError, ValueError, RuntimeError) as error:
        raise _cannot(model, getattr(error, "strerror", None) or str(error)) from None
    if path.is_absolute() or not _HUB_NAME.fullmatch(model):
        raise _cannot(model, _("there is no such folder"))
    return None


def _from_hub(model: str) -> Any:
    """A model from the cache of the hub or, if it is not there, from the hub. Raises ReaderError."""
    try:
        return _load(model, model, local=True)
    except ReaderError:
        pass
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        reason = _("there is no such folder, it was never downloaded, and HF_HUB_OFFLINE keeps the library off the net")
        raise _cannot(model, reason)
    if not _answers(constants.ENDPOINT):
        reason = _("there is no such folder, it was never downloaded, and {hub} cannot be reached")
        raise _cannot(model, reason.format(hub=constants.ENDPOINT))
    return _load(model, model, local=False)


def _answers(address: str) -> bool:
    """Whether anything answers there, be it an error."""
    import requests

    try:
        requests.head(address, timeout=HUB_SECONDS, allow_redirects=False)
    except (requests.exceptions.RequestException, ValueError):
        return False
    return True


def _load(place: str, model: str, *, local: bool) -> Any:
    """Have the library load a model. Raises ReaderError."""
    try:
        with _hushed(local or not _somebody_looks()):
            from sentence_transformers import SentenceTransformer

            with _off_the_net() if local else nullcontext():
                loaded = SentenceTransformer(place, local_files_only=local)
                # A list of modules may be whole and lead to no vector.
                loaded.encode(["a"], show_progress_bar=False)
                return loaded
    except Exception as error:  # each kind of model has errors of its own
        raise _cannot(model, str(error) or type(error).__name__) from error


@contextmanager
def _hushed(hush: bool) -> Iterator[None]:
    """Without the bars and remarks that the library writes while it loads."""
    if not hush:
        yield
        return
    with redirect_stderr(io.StringIO()):
        yield


@contextmanager
def _off_the_net() -> Iterator[None]:
    """Without the questions about other things that the library of the hub has while files are at hand already."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _somebody_looks() -> bool:
    return bool(sys.stderr and sys.stderr.isatty())


def _cannot(model: str, reason: str) -> ReaderError:
    """The error that says why a model cannot be loaded, on one line."""
    reason = " ".join(visible(reason).split())
    if len(reason) > LONGEST_REASON:
        reason = reason[:LONGEST_REASON].rsplit(" ", 1)[0] + " …"
    message = _("encoder st:{name} cannot be loaded: {reason}")
    return ReaderError(message.format(name=visible(model), reason=reason))
