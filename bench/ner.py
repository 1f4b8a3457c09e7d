"""How many names are found, and found rightly: by the gazetteer, by the model, by both.

A name counts as found where its kind and both its ends are those of the annotation.
A file is cut into five: the model learns from four parts and is measured on the fifth.
Sentences that were made by filling names into a template are told from the others:
so are those of which three or more are alike but for their names, signs and digits.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from articles.hindi.names import features
from articles.hindi.names.recogniser import MODEL, Recogniser
from articles.hindi.names.whole import in_table, together
from bench import conll, print_table
from bench.train_ner import train

EVERY = 5  # which sentences of a file that is cut are not learnt from
SHORT = {"person": "PER", "place": "LOC", "organisation": "ORG"}
KINDS = ("PER", "LOC", "ORG")
Find = Callable[[str], Iterable]


def found_in(sentence: conll.Sentence, find: Find) -> set[conll.Span]:
    """Return what is found in a sentence, by the words of the annotation."""
    places, spans = sentence.places(), set()
    for name in find(sentence.text):
        words = [n for n, (a, b) in enumerate(places) if a < name.end and b > name.start]
        spans.add(conll.Span(SHORT[name.kind], words[0], words[-1] + 1))
    return spans


def scores(sentences: list[conll.Sentence], find: Find, kinds=KINDS) -> tuple[float, float, float]:
    """Return F1, precision and recall."""
    right = found = marked = 0
    for sentence in sentences:
        ours = {span for span in found_in(sentence, find) if span.kind in kinds}
        theirs = {span for span in sentence.spans if span.kind in kinds}
        right, found, marked = right + len(ours & theirs), found + len(ours), marked + len(theirs)
    return 2 * right / max(found + marked, 1), right / max(found, 1), right / max(marked, 1)


def speed(sentences: list[conll.Sentence], find: Find) -> float:
    """Return how many words and signs a second are read, the best of three times."""
    text = "\n".join(sentence.text for sentence in sentences)
    words = sum(len(sentence.words) for sentence in sentences)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        find(text)
        times.append(time.perf_counter() - began)
    return words / min(times)


def report(title: str, sentences: list[conll.Sentence], model: Path, templates: set[str]) -> None:
    """Print a table of each way to find names; without the templates too, where there are any."""
    plain = [sentence for sentence in sentences if sentence.pattern() not in templates]
    recogniser = Recogniser(model)
    ways = {
        "gazetteer alone": lambda text: list(in_table(text)),
        "model alone": recogniser.find,
        "both": lambda text: together(recogniser.find(text), in_table(text)),
    }
    print(f"\n{title}: {len(sentences)} sentences, {len(plain)} of no template\n")
    heads = ("", "F1", "precision", "recall", *(f"F1 {kind}" for kind in KINDS))
    heads += ("F1, no template", "precision", "recall", *KINDS, "words/s")
    rows = []
    for name, find in ways.items():
        cells = [*scores(sentences, find), *(scores(sentences, find, (k,))[0] for k in KINDS)]
        cells += [*scores(plain, find), *(scores(plain, find, (k,))[0] for k in KINDS)]
        rows.append((name, *(f"{cell:.3f}" for cell in cells), f"{speed(sentences, find):,.0f}"))
    print_table(heads, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cut", type=Path, help="CoNLL file to learn from and to measure on")
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="to learn from as well")
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="to measure on only")
    parser.add_argument("--model", type=Path, default=MODEL, help="measured where nothing is cut")
    options = parser.parse_args()
    features.shipped()
    with tempfile.TemporaryDirectory() as folder:
        model = options.model
        if options.cut:
            model = Path(folder) / "names.npz"
            everything = conll.read(options.cut)
            learnt = [one for n, one in enumerate(everything) if n % EVERY]
            train(model, learnt, [one for path in options.others for one in conll.read(path)])
            title = f"every {EVERY}th of {options.cut.name}"
            report(title, everything[::EVERY], model, conll.templates(everything))
        for path in options.test:
            sentences = conll.read(path)
            report(path.name, sentences, model, conll.templates(sentences))


if __name__ == "__main__":
    main()
