"""Equations of the documents as MathML, for the site: Markdown in, Markdown out.

The documents keep their equations as text in the notation of docs/model.md, section 7, which reads well in an editor and in a terminal. A block without a language whose first line begins with a
number, as in (8.4), holds equations; so does code in a line of text with an operator of a formula. Every line is read by itself: a parenthesis whose partner stands on another line is written as
it is, and words between symbols stay words.
"""

import re
from html import escape

BLOCK = re.compile(r"^```\n(\(\d+\w?\.\w+\).*?)^```$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"\((\d+\w?\.\w+)\)")
BEGIN = re.compile(r"^(?=\(\d)", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
FORMULA = re.compile(r"[\w)']\*[\w(]|[\w)'*] [-+] [\w(]|\w' = ")
NO_FORMULA = re.compile(r"[\"\[]|[._]\*|\.\.\.|--|[+*]=")
NAME = r"[A-Za-z]\w*(?:<\w+>)?(?:\.\w+(?:<\w+>)?)*"
TOKEN = re.compile(rf"\s+|\(\d+\w?\.\w+\)|\[[^\]]*\]|{NAME}'?|_[a-z]+'?|\d+(?:\.\d+)?(?:e-?\d+)?|\.\d+|[<>]=|\*(?=[ )]|$)|\.\.\.|.")
INDEX = re.compile(r"[a-zA-Z0-9]|kl|ab|mk")
WORDS = {"a", "A", "I"}
GREEK = {"sigma": "σ", "kappa": "κ", "rho": "ρ", "iota": "ι", "pi": "π"}
SIGNS = {"-": "−", "*": "⋅", "<=": "≤", ">=": "≥", "...": "…"}
WIDTH, WIDTH_IN_TEXT = 76, 36  # characters of a row, and of what a line of text does not break
SIGN = re.compile(r" [-+] |(?<=[\w)'])\*(?=[\w(])")
BIG = {"sum": "∑", "prod": "∏"}
SPACE, WIDE = '<mspace width="0.3em"></mspace>', '<mspace width="2em"></mspace>'
FENCE = '<mo fence="true" stretchy="false">'


def element(name, text):
    return f"<{name}>{escape(text)}</{name}>"


def letter(name):
    """A name without index: a letter in italics, a longer one upright."""
    return element("mi", GREEK.get(name, name))


def symbol(token):
    """A name with its index and prime: delivered_k', W_seen, direct.floor."""
    prime = "<mo>′</mo>" if token.endswith("'") else ""
    name = token.rstrip("'")
    base, _, index = name.rpartition("_")
    if not base or not (INDEX.fullmatch(index) or "." not in base and (len(base) == 1 or base in GREEK)):
        return f"<msup>{letter(name)}{prime}</msup>" if prime else letter(name)
    parts = (letter(base) if "_" not in base else symbol(base)) + letter(index)
    return f"<msubsup>{parts}{prime}</msubsup>" if prime else f"<msub>{parts}</msub>"


class Line:
    """One line of a formula, read from left to right."""

    def __init__(self, text):
        self.tokens = [token for token in TOKEN.findall(text) if token]
        self.at = 0

    def next(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def balanced(self):
        """Whether the parenthesis at hand is closed in this line."""
        depth = 0
        for token in self.tokens[self.at:]:
            depth += (token == "(") - (token == ")")
            if depth == 0:
                return True
        return False

    def sequence(self, closing=""):
        """Products and what stands between them, up to a closing parenthesis."""
        parts = []
        while self.next() and self.next() != closing:
            parts.append(self.gap() if self.next().isspace() else self.product())
        return "".join(parts)

    def gap(self):
        """Between words there is a space; signs bring their own."""
        self.take()
        before, after = self.tokens[self.at - 2] if self.at > 1 else "", self.next()
        return SPACE if re.match(r"[\w(\[]", after) and re.search(r"[\w')\],;:]$", before) else ""

    def product(self):
        """Factors; what stands before a stroke is the numerator of what follows it."""
        over, group = self.factor()
        while self.next() in ("*", "/") and not self.next(1).isspace() and self.next(1):
            sign = self.take()
            if self.tokens[self.at - 2] == ")" and not group and over.endswith(")</mo>"):  # what is divided began on another line
                over += element("mo", SIGNS.get(sign, sign))
                continue
            under, under_group = self.factor()
            if sign == "/":
                over, group = f"<mfrac><mrow>{group or over}</mrow><mrow>{under_group or under}</mrow></mfrac>", ""
            else:
                over, group = f"{over}<mo>⋅</mo>{under}", ""
        return over

    def factor(self):
        """What may be raised to a power, and what is within if it is a parenthesis."""
        shown, group = self.operand()
        if self.next() == "^":
            self.take()
            minus = self.operand()[0] if self.next() == "-" else ""
            power, group = self.operand()
            return f"<msup><mrow>{shown}</mrow><mrow>{minus}{group or power}</mrow></msup>", ""
        if self.next() == "*" and (not self.next(1) or self.next(1) in (" ", ")")):  # D*, what is wanted
            self.take()
            return f"<msup><mrow>{shown}</mrow><mo>*</mo></msup>", ""
        if re.fullmatch(r"_[a-z]+'?", self.next()):  # more(arms)_k
            return f"<msub><mrow>{shown}</mrow>{letter(self.take()[1:])}</msub>", ""
        return shown, group

    def operand(self):
        if self.next() == "(" and self.balanced():
            return self.parenthesis()
        token = self.take()
        if token.split("_")[0] in BIG:
            return self.big(token), ""
        if re.match(r"[A-Za-z]", token):
            return self.name(token), ""
        if re.match(r"\.?\d", token):
            return element("mn", token), ""
        if len(token) > 1 and token[0] in "([":  # the number of an equation, a unit
            return element("mtext", token), ""
        if token == "-" and not self.next().isspace():  # of a negative number
            return '<mo form="prefix">−</mo>', ""
        return (f"{FENCE}{token}</mo>" if token in "()" else element("mo", SIGNS.get(token, token))), ""

    def parenthesis(self):
        self.take()
        within = self.sequence(")")
        self.take()
        fence = "<mo>" if "<mfrac>" in within else FENCE
        return f"<mrow>{fence}(</mo>{within}{fence})</mo></mrow>", within

    def name(self, token):
        """A symbol, a word, or a function of what is in the parenthesis behind it."""
        if token in WORDS and self.next() == " " and re.match(r"[a-z]{2}", self.next(1)):
            return element("mtext", token)
        if self.next() != "(" or not self.balanced():
            return symbol(token)
        shown, within = self.parenthesis()
        return f"<msqrt>{within}</msqrt>" if token == "sqrt" else f"{symbol(token)}<mo>&#x2061;</mo>{shown}"

    def big(self, token):
        """A sum or product with the name that it runs over, and the factors behind it."""
        sign, _, index = token.partition("_")
        shown = f"<munder><mo>{BIG[sign]}</mo>{letter(index)}</munder>" if index else f"<mo>{BIG[sign]}</mo>"
        if self.next() != " " or not re.match(r"\w|\(", self.next(1)):
            return shown
        self.take()
        factors = [self.factor()[0]]
        while self.next() == "*" and re.match(r"[\w(]", self.next(1)):
            self.take()
            factors.append(self.factor()[0])
        return f"<mrow>{shown}{'<mo>⋅</mo>'.join(factors)}</mrow>"


def math(text):
    """A line of a formula, without the element around it."""
    return Line(text.strip()).sequence()


def broken(text, width):
    """A line in pieces of about so many characters. The next one begins with a sign, if there is any, or else with a word: where the fewest parentheses are open, before a sum's sign rather than a
    product's, and of such places at the last."""
    if len(text) <= width:
        return [text]
    depth, places = 0, []
    for i, character in enumerate(text[:width]):
        depth += (character == "(") - (character == ")")
        if i > width // 3 and (character == " " or SIGN.match(text, i)):
            places.append((bool(SIGN.match(text, i)), -depth, character == " ", i))
    at = max(places)[-1] if places else 0
    return [text[:at], *broken(text[at:].lstrip(), width)] if at else [text]


def rows(text):
    """The rows of an equation: of every line its formulas, and below them what is said of them."""
    lines = [re.sub(r" +(?== )", " ", line.strip()) for line in text.replace("`", "").split("\n") if line.strip()]
    parts = [part for line in lines for formula in re.split(r"(?<=[,;]) {2,}", line) for part in re.split(r" {3,}", formula)]
    pieces = [piece for part in parts for piece in broken(part, WIDTH)]
    return "".join(f"<mtr><mtd>{WIDE if i else ''}{math(piece)}</mtd></mtr>" for i, piece in enumerate(pieces))


def equation(text):
    """An equation with its number, of one line or several."""
    number = NUMBER.match(text)
    told = escape(" ".join(text.split()), quote=True)
    return (f'<div class="equation" id="equation-{number[1]}"><span class="number">{number[0]}</span>'
            f'<math display="block" alttext="{told}"><mtable displaystyle="true">{rows(text[number.end():])}</mtable></math></div>')


def block(match):
    """All equations of a block; a line that begins with a number begins one."""
    return "\n" + "\n".join(map(equation, filter(None, BEGIN.split(match[1])))) + "\n"


def in_text(match):
    """Code in a line of text, as a formula if it is one. What Markdown would read is written as numbers of characters."""
    if not FORMULA.search(match[1]) or NO_FORMULA.search(match[1]):
        return match[0]
    return re.sub(r"[*_|`](?=[^<>]*<)", lambda sign: f"&#{ord(sign[0])};", " ".join(f"<math>{math(piece)}</math>" for piece in broken(match[1], WIDTH_IN_TEXT)))


def with_mathml(text):
    """A document whose equations are MathML."""
    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(BLOCK.sub(block, part) if i % 2 else CODE.sub(in_text, part) for i, part in enumerate(parts))
