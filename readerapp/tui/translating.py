"""Machine translation on the reading screen: a quiet line of French under each original sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible
from readerapp.tui.reviewing import Desked

if TYPE_CHECKING:
    from readerapp.translate import Provider
    from readerapp.tui.rows_view import RowsView


class Translating(Desked):
    """The part of the reading screen that shows translations.

    A thread asks the provider; what comes back is taken up in the thread of the screen, as it comes.
    """

    translator = ""
    """Who translates, once it was chosen."""
    _translation: Worker[None] | None = None
    _translated = 0, 0

    @property
    def view(self) -> RowsView:
        """The rows."""
        raise NotImplementedError

    @property
    def translating(self) -> bool:
        """Whether a provider is being asked."""
        return self._translation is not None and self._translation.is_running

    @property
    def translating_words(self) -> str:
        """How far it is, for the head line."""
        done, wanted = self._translated
        return _("translating {done}/{all}").format(done=done, all=wanted)

    def action_translate(self) -> None:
        """Translations under the original sentences, or none."""
        if self.view.translations is not None:
            self.view.translations = None
            self.stop_translating()
            return
        from readerapp.translate import OFF, find_provider, providers

        settings = self.reader.start.translate
        address = settings.get("libretranslate", "")
        name = self.translator or settings.get("provider", OFF)
        if name != OFF:
            try:
                self._translate_by(find_provider(name, address))
            except ReaderError as error:
                self._tell_of_translating(str(error))
            return
        known = providers(address)
        able = {name: provider for name, provider in known.items() if not provider.lacking}
        if not able:
            lines = [f"{name}: {provider.lacking}" for name, provider in known.items()]
            self._tell_of_translating(_("Nothing here can translate: {how}").format(how="; ".join(lines)))
            return
        from readerapp.translate import told
        from readerapp.tui.dialogs import Choice

        def chosen(name: str | None) -> None:
            if name is not None:
                self._translate_by(able[name])

        self.app.push_screen(Choice(_("Who translates?"), {one: told(by) for one, by in able.items()}), chosen)

    def stop_translating(self) -> None:
        """Ask for no more."""
        if self._translation is not None:
            self._translation.cancel()
        self._translation = None
        if self.view.translations == {}:
            self.view.translations = None
        self.renew(follow=False)

    def _translate_by(self, provider: Provider) -> None:
        from readerapp.translate import Consent, told
        from readerapp.tui.dialogs import Question

        self.translator = provider.name
        consent = Consent()
        if provider.lacking or consent.given(provider):
            self._translate(provider, consent)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                try:
                    consent.allow(provider)
                except ReaderError as error:
                    self._tell_of_translating(str(error))
                    return
            else:
                # Asked again, and by whom, the next time.
                self.translator = ""
            # Without leave only what is here already is shown.
            self._translate(provider, consent)

        self.app.push_screen(Question(_("{told}. May it, from now on?").format(told=told(provider))), answered)

    def _translate(self, provider: Provider, consent: object) -> None:
        from readerapp.translate import Cache, Consent, translate_sentences

        assert isinstance(consent, Consent)
        audit = self.desk.audit
        asked = [(document.lang, [sentence.text for sentence in document.sentences]) for document in audit.originals]
        total = sum(len(texts) for _lang, texts in asked)
        self.view.translations = {}
        self._translated = 0, total

        def run() -> None:
            worker = get_current_worker()
            problem, before = "", 0

            def take(new: Mapping[str, str], lang: str) -> None:
                if new and not worker.is_cancelled:
                    found = {(lang, text): french for text, french in new.items()}
                    self.app.call_from_thread(self._came, worker, found)

            def tell(done: int, _all: int) -> None:
                if not worker.is_cancelled:
                    self.app.call_from_thread(self._progressed, worker, before + done, total)

            try:
                with Cache() as cache:
                    for lang, texts in asked:
                        done = translate_sentences(
                            texts,
                            lang,
                            provider,
                            cache,
                            consent=consent,
                            progress=tell,
                            cancelled=lambda: worker.is_cancelled,
                            came=lambda new, lang=lang: take(new, lang),  # type: ignore[misc]
                        )
                        problem = problem or done.problem
                        before += len(texts)
            except ReaderError as error:
                problem = str(error)
            except Exception as error:  # a fault of ours ends this work, and not the reading
                problem = f"{type(error).__name__}: {error}"
            if not worker.is_cancelled:
                self.app.call_from_thread(self._ended, worker, problem)

        self._translation = self.run_worker(run, thread=True, exclusive=True, group="translate", exit_on_error=False)

    def _came(self, worker: object, found: Mapping[tuple[str, str], str]) -> None:
        shown = self.view.translations
        if worker is self._translation and shown is not None:
            shown.update(found)

    def _progressed(self, worker: object, done: int, total: int) -> None:
        if worker is self._translation:
            self._translated = done, total
            self.renew(follow=False)

    def _ended(self, worker: object, problem: str) -> None:
        if worker is not self._translation:
            return
        self._translation = None
        if problem:
            self._tell_of_translating(problem)
        self.renew(follow=False)

    def _tell_of_translating(self, problem: str) -> None:
        if self.view.translations == {}:
            self.view.translations = None
        self.app.notify(visible(problem), severity="warning", timeout=20, markup=False)
