"""StanceClassifier: the laws of an estimator, own labels that help, and any model that plugs in."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV

from stancebook.encoder import has_model
from stancebook.errors import InputError
from stancebook.stance import StanceClassifier
from stancebook.tables import STANCES

needs_model = pytest.mark.skipif(not has_model("stance"), reason="the stance model is not there")

TEXTS = [
    "Norway ratified the treaty.",
    "The treaty will cost lives and must be stopped.",
    "Nobody has yet counted how many pages the treaty has.",
    "We welcome the treaty with open arms.",
    "The treaty is a shameful mistake.",
    "The treaty was mentioned in passing.",
]
LABELS = ["favor", "against", "neutral"] * 2


def pairs(texts=TEXTS, concept="the treaty", **more):
    return pd.DataFrame({"text": texts, "concept": concept, **more})


@needs_model
class TestLaws:
    def test_probabilities_sum_to_one_in_the_order_of_the_classes(self):
        model = StanceClassifier()
        shares = model.predict_proba(pairs())
        assert model.classes_.tolist() == list(STANCES)
        assert shares.shape == (6, 3)
        assert np.allclose(shares.sum(axis=1), 1)
        assert (model.predict(pairs()) == model.classes_[shares.argmax(axis=1)]).all()

    def test_fit_returns_self_and_leaves_parameters_and_input_alone(self):
        model, table = StanceClassifier(C=0.5), pairs()
        before = table.copy(deep=True)
        assert model.fit(table, LABELS) is model
        assert model.get_params() == {"model": "stance", "C": 0.5, "weight": None}
        pd.testing.assert_frame_equal(table, before)
        assert model.classes_.tolist() == ["against", "favor", "neutral"]
        assert np.allclose(model.predict_proba(table).sum(axis=1), 1)

    def test_a_prediction_does_not_depend_on_its_neighbours_or_their_order(self):
        model, table = StanceClassifier(), pairs()
        whole = model.predict_proba(table)
        assert np.array_equal(model.predict_proba(table.iloc[::-1])[::-1], whole)
        assert np.array_equal(model.predict_proba(table.iloc[[3]])[0], whole[3])

    def test_a_clone_is_unfitted_and_grid_search_works(self):
        fitted = StanceClassifier().fit(pairs(), LABELS)
        assert clone(fitted).classes_.tolist() == list(STANCES)
        search = GridSearchCV(StanceClassifier(), {"C": [0.01, 1.0]}, cv=2)
        search.fit(pairs(TEXTS * 2), LABELS * 2)
        assert search.best_params_["C"] in (0.01, 1.0)

    def test_no_pairs_no_predictions(self):
        assert StanceClassifier().predict_proba(pairs([])).shape == (0, 3)

    def test_two_labels_are_enough(self):
        model = StanceClassifier().fit(pairs(TEXTS[:2]), ["favor", "against"])
        assert model.predict_proba(pairs()).shape == (6, 2)

    def test_the_mention_says_whose_stance(self):
        table = pairs(
            ["Chile supports the treaty and Norway opposes it."] * 2,
            mention=["Chile", "Norway"],
        )
        assert StanceClassifier().predict(table).tolist() == ["favor", "against"]

    @pytest.mark.parametrize(
        "text",
        ["", " ", "\x00\u202e", "word " * 5000, "<script>x</script>", "∑∫√" * 200, "🙂" * 50],
        ids=["empty", "space", "controls", "long", "script", "formula", "emoji"],
    )
    def test_hostile_text(self, text):
        shares = StanceClassifier().predict_proba(pairs([text]))
        assert np.isfinite(shares).all()

    def test_labels_of_the_user_move_the_answers(self):
        """A user who calls every treaty text by the opposite name is followed."""
        table, swapped = pairs(TEXTS * 4), ["against", "favor", "neutral"] * 8
        model = StanceClassifier(C=10.0, weight=1.0).fit(table, swapped)
        assert model.predict(pairs(TEXTS[:2])).tolist() == swapped[:2]

    def test_the_weight_moves_the_answer_from_the_network_to_the_head(self):
        table, swapped = pairs(TEXTS * 4), ["against", "favor", "neutral"] * 8
        shipped = StanceClassifier().predict_proba(pairs())[:, [1, 0, 2]]
        moved = [
            np.abs(
                StanceClassifier(weight=weight).fit(table, swapped).predict_proba(pairs()) - shipped
            ).sum()
            for weight in (0.0, 0.5, 1.0)
        ]
        assert moved[0] < 1e-9 < moved[1] < moved[2]

    def test_labels_that_contradict_the_network_are_given_weight(self):
        table, swapped = pairs(TEXTS * 4), ["against", "favor", "neutral"] * 8
        assert StanceClassifier().fit(table, swapped).weight_ >= 0.5


@needs_model
@pytest.mark.parametrize(
    ("labels", "message"),
    [
        pytest.param(["favor"] * 6, "at least two", id="one label"),
        pytest.param(["yes", "no"] * 3, "at least two of", id="unknown labels"),
        pytest.param(["favor", "against"], "expected 6 labels", id="too few"),
    ],
)
def test_labels_that_cannot_be_learned(labels, message):
    with pytest.raises(InputError, match=message):
        StanceClassifier().fit(pairs(), labels)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param([["x", "y"]], "expected a DataFrame", id="a list"),
        pytest.param(pd.DataFrame({"Text": ["x"]}), r"it has \['Text'\]", id="other columns"),
    ],
)
def test_pairs_that_are_none(table, message):
    with pytest.raises(InputError, match=message):
        StanceClassifier().predict(table)


def test_a_sequence_classifier_of_hugging_face_plugs_in(tmp_path):
    torch = pytest.importorskip("torch", reason="torch is not installed (extra hf)")
    transformers = pytest.importorskip("transformers", reason="extra hf is not installed")
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"[UNK]": 0, "[PAD]": 1, "[CLS]": 2, "[SEP]": 3, "treaty": 4, "good": 5}
    bare = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    bare.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=bare,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )
    tokenizer.save_pretrained(tmp_path)
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=6,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label={0: "AGAINST", 1: "NONE", 2: "FAVOR"},
        label2id={"AGAINST": 0, "NONE": 1, "FAVOR": 2},
    )
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    model = StanceClassifier(f"hf:{tmp_path}")
    assert np.allclose(model.predict_proba(pairs()).sum(axis=1), 1)
    assert model.fit(pairs(), LABELS).predict(pairs()).shape == (6,)
