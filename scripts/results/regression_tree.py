#!/usr/bin/python3
"""A second opinion on discovered boxes: a regression tree (CART) on the cases that `fulcrum discover --cases CASES.csv` wrote.

The tree splits the points where that tells most about the outcome, and is pruned by cross-validation: the smallest tree within one standard
error of the best (Breiman, Friedman, Olshen and Stone 1984). It is shown with the share of points of interest in each leaf, and judged on
points that it has not seen. Where it and the boxes name the same factors, the finding does not hang on the method.

Usage: regression_tree.py CASES.csv [--leaves N] [--seed N]
Exit codes: 0 done, 2 usage, 3 the file is not one of cases, 6 the file cannot be read.
"""

import argparse
import sys

import packages  # noqa: F401  (says which packages are missing, before they are imported)
import numpy as np
import pandas as pd
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.tree import DecisionTreeRegressor


def read_cases(path):
    """Factors, and for each response its values and whether they are of interest."""
    table = pd.read_csv(path)
    values = [column for column in table if column.startswith("value: ")]
    interests = [column for column in table if column.startswith("of interest: ")]
    if not values or len(values) != len(interests) or "point" not in table:
        raise ValueError(f"{path} is no table of cases; write one with fulcrum discover --cases")
    factors = table.drop(columns=["point", *values, *interests])
    return factors, [(value.removeprefix("value: "), table[value], interest.removeprefix("of interest: "), table[interest])
                     for value, interest in zip(values, interests)]


def pruned_tree(x, y, most_leaves, seed):
    """The smallest tree whose error, by cross-validation, is within one standard error of the best."""
    folds = KFold(10, shuffle=True, random_state=seed)
    results = []
    for leaves in range(2, most_leaves + 1):
        tree = DecisionTreeRegressor(max_leaf_nodes=leaves, min_samples_leaf=max(5, len(x) // 50), random_state=seed)
        errors = -cross_val_score(tree, x, y, cv=folds, scoring="neg_mean_squared_error")
        results.append((leaves, errors.mean(), errors.std(ddof=1) / np.sqrt(len(errors))))
    _, best, margin = min(results, key=lambda result: result[1])
    leaves = next(leaves for leaves, error, _ in results if error <= best + margin)
    return DecisionTreeRegressor(max_leaf_nodes=leaves, min_samples_leaf=max(5, len(x) // 50), random_state=seed).fit(x, y)


def leaves_in_words(tree, names):
    """The condition of every leaf, by its number."""
    inner = tree.tree_
    words = {}

    def walk(node, conditions):
        if inner.children_left[node] < 0:
            words[node] = " and ".join(conditions) or "anywhere"
            return
        name, limit = names[inner.feature[node]], inner.threshold[node]
        walk(inner.children_left[node], [*conditions, f"{name} <= {limit:.4g}"])
        walk(inner.children_right[node], [*conditions, f"{name} > {limit:.4g}"])

    walk(0, [])
    return words


def show(factors, title, values, interest_title, interest, options):
    known = values.notna()
    x, y, of_interest = factors[known], values[known], interest[known].astype(bool)
    x_train, x_fresh, y_train, y_fresh, _, interest_fresh = train_test_split(x, y, of_interest, test_size=0.3, random_state=options.seed)
    tree = pruned_tree(x_train, y_train, options.leaves, options.seed)
    print(f"{title}\n  of interest: {interest_title}")
    print(f"  {len(x_train)} points to grow the tree, {len(x_fresh)} fresh ones to judge it: it explains {tree.score(x_fresh, y_fresh):.2f} "
          "of their variance\n")
    leaf = tree.apply(x_fresh)
    words = leaves_in_words(tree, list(factors.columns))
    rows = [(interest_fresh[leaf == number].mean(), y_fresh[leaf == number].mean(), int((leaf == number).sum()), text)
            for number, text in words.items() if (leaf == number).any()]
    print("  of interest     mean  points  where (fresh points)")
    for share, mean, count, text in sorted(rows, reverse=True):
        print(f"  {share:11.2f}  {mean:7.3f}  {count:6d}  {text}")
    print("\n  factors by how much their splits explain:")
    for weight, name in sorted(zip(tree.feature_importances_, factors.columns), reverse=True):
        if weight > 0.01:
            print(f"  {weight:11.2f}  {name}")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", metavar="CASES.csv")
    parser.add_argument("--leaves", type=int, default=12, help="most leaves of a tree (default: 12)")
    parser.add_argument("--seed", type=int, default=1, help="of the folds and of the points held out (default: 1)")
    options = parser.parse_args()
    if options.leaves < 2:
        parser.error("--leaves must be at least 2")
    try:
        factors, responses = read_cases(options.cases)
    except OSError as error:
        print(f"{options.cases}: {error.strerror}", file=sys.stderr)
        return 6
    except ValueError as error:
        print(error, file=sys.stderr)
        return 3
    for response in responses:
        show(factors, *response, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
