"""Words that say little of what a question is about.

They are left out of long questions only, and only where other words remain; the
index holds them all, since कर is also a tax, घर a house and दो a number.
"""

from articles.hindi.tokens import fold_words

FUNCTION_WORDS = frozenset(
    fold_words(
        """
        का के की को में से पर ने तक और या एवं तथा कि जो जिस जिसे जिसका जिसकी जिसके जिन जिनका
        यह ये वह वे इस इसे इसका इसकी इसके इन इनका इनके उस उसे उसका उसकी उसके उन उनका उनकी उनके
        है हैं था थे थी थीं हो होता होती होते हुआ हुए हुई गया गए गई रहा रहे रही किया किए की कर करना
        करने करता करते करती करें लिए साथ बाद तो ही भी न नहीं मत एक कोई कुछ सब अपने अपना अपनी
        क्या कौन कौनसा किस किसे किसने किसका किसकी किसके कब कहाँ कहां क्यों कैसे कैसा कैसी कितना
        कितने कितनी जब तब जहाँ वहाँ यहाँ ऐसा ऐसे ऐसी द्वारा दौरान वाला वाले वाली सा सी बारे
        the a an of in on at to and or is are was were what who when where which how
        """
    )
)

QUESTION_WORDS = frozenset(
    fold_words(
        """
        क्या कौन कौनसा कौनसी किस किसे किसने किसका किसकी किसके किनके कब कहाँ क्यों कैसे कैसा कैसी
        कितना कितने कितनी what who when where which how why
        """
    )
)
