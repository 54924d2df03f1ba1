"""Measures sentences and roles on hand-marked cases: `python tests/bench/roles.py [CASES] [--misses]`.

CASES is a folder of `*/*.json` (default `../shared/cases`): each side is a list of sentences with a role.
They are laid out as running text: up to three body sentences a paragraph, others a paragraph each.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from readerapp.text import Role, make_document


def layout(sentences: list[dict[str, str]]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a side and the span of each of its sentences."""
    text, spans, in_paragraph = "", [], 0
    for at, sentence in enumerate(sentences):
        if at:
            both_body = sentence["role"] == sentences[at - 1]["role"] == "body"
            if both_body and in_paragraph < 3:
                text += " "
            else:
                text += "\n\n"
                in_paragraph = 0
        in_paragraph += 1
        start = len(text)
        text += sentence["text"].strip()
        spans.append((start, len(text)))
    return text + "\n", spans


def main() -> int:
    """Prints the figures; 0 also where there are no cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", default="../shared/cases")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    files = sorted(Path(arguments.cases).glob("*/*.json"))
    if not files:
        print(f"skipped: no cases in {arguments.cases}")
        return 0
    hits: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    roles: Counter[tuple[str, str, str]] = Counter()
    for file in files:
        case = json.loads(file.read_text(encoding="utf-8"))
        for side, lang in (("french", "fr"), ("original", case["original_lang"])):
            text, spans = layout(case[side])
            document = make_document(text, lang=lang)
            own = {(s.start, s.end): s.role for s in document.sentences}
            hits[lang] += len(set(own) & set(spans))
            marked[lang] += len(spans)
            found[lang] += len(own)
            wrong = sorted(set(own) ^ set(spans)) if arguments.misses else []
            for a, b in wrong:
                print(f"{case['id']} {lang} {'missed' if (a, b) in spans else 'made'}: {text[a:b][:160]}")
            for sentence, span in zip(case[side], spans, strict=True):
                role = own.get(span, next((r for (a, _), r in own.items() if a == span[0]), Role.BODY))
                roles[lang, sentence["role"], role.value] += 1
                if arguments.misses and role.value != sentence["role"]:
                    print(f"{case['id']} {lang} {sentence['role']} as {role.value}: {sentence['text'][:120]}")
    for lang in marked:
        precision, recall = hits[lang] / found[lang], hits[lang] / marked[lang]
        f1 = 2 * precision * recall / (precision + recall)
        print(f"sentences {lang}: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}")
    print(f"{'role':12}precision  recall  marked  found")
    for role in Role:
        right = sum(n for (_, gold, own_role), n in roles.items() if gold == own_role == role)
        gold_n = sum(n for (_, gold, _), n in roles.items() if gold == role)
        own_n = sum(n for (_, _, own_role), n in roles.items() if own_role == role)
        print(f"{role:12}{right / max(own_n, 1):9.3f}{right / max(gold_n, 1):8.3f}{gold_n:8}{own_n:7}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
