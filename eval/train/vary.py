#!/usr/bin/env python3
"""Make more pages to learn from: the known ones with less of their body, or with less around it.

    vary.py CORPUS BLOCKS LABELS.npz LIST VARIED.tsv VARIED.npz

A site's pages are few and their articles long; a model that has seen nothing else takes a column of teasers below a
short report for its body. Of each article whose body is known up to three variants are made (a page of another kind
has no body that could be shorter), each in two ways:

- short   the body ends early, and most of what stands between its lost lines is gone too
- sparse  lines of the body are gone here and there
- thin    whole frames without any body are gone

VARIED.tsv lists all pages and then the variants, for `dump_blocks`; VARIED.npz holds the labels of both in that order,
and `variant`: 0 for a page as it was. A label stays what it was; a block of a body that has become shorter weighs more.
"""
import json, os, sys

import numpy as np

BEST_MIN = 0.85           # F1 of the best set of blocks: below it the labels are none
BODY_BLOCKS_MIN, BODY_WEIGHT_MIN = 4, 400
SHORT_WEIGHT = 150, 3000  # of a short body
SPARSE_SHARE = 0.05, 0.7  # of a sparse body's blocks
LEFT_WEIGHT_MIN = 120
BETWEEN_OUT, FRAME_OUT, THIN_TOO = 0.6, 0.25, 0.5
OUT_MAX = 0.95            # of all blocks
COST_TIMES_MAX, COST_MAX = 8.0, 0.6
KINDS, ROUNDS = ('short', 'sparse', 'thin'), 2

corpus, blocks, labels_path, list_path, varied_list, varied_labels = sys.argv[1:]
known = np.load(labels_path)
counts, starts = known['counts'], np.concatenate([[0], np.cumsum(known['counts'])])
told = known['told']
labels = np.where(told >= 0, told, known['labels'])
weights = np.fromfile(blocks + '.f32', np.float32).reshape(len(labels), -1)[:, 0].astype(np.float64)
rng = np.random.RandomState(12)


def shorten(kind, body, weight, label):
    """The body's blocks that go, and others with them; None where the page has too little."""
    total = weight[body].sum()
    if len(body) < BODY_BLOCKS_MIN or total < BODY_WEIGHT_MIN: return None
    out = np.zeros(len(label), bool)
    if kind == 'sparse':
        gone = rng.rand(len(body)) > rng.uniform(*SPARSE_SHARE)
        if weight[body[~gone]].sum() < LEFT_WEIGHT_MIN: return None
        out[body[gone]] = True
        return out
    least, most = SHORT_WEIGHT
    target = np.exp(rng.uniform(np.log(least), np.log(min(total * .7, most))))
    first = int(np.searchsorted(np.cumsum(weight[body]), target)) + 1
    if first >= len(body): return None
    end = slice(body[first], body[-1] + 1)
    out[end] = (label[end] == 1) | (rng.rand(end.stop - end.start) < BETWEEN_OUT)
    return out


def thin(out, frames, label):
    """Takes whole frames out that hold no part of the body."""
    for level in range(frames.shape[1]):
        for first, last in np.unique(frames[:, level], axis=0):
            if last - first < len(label) / 2 and not (label[first:last] == 1).any() and rng.rand() < FRAME_OUT:
                out[first:last] = True


def is_article(page):
    with open(os.path.join(corpus, 'truth', page + '.json'), encoding='utf8') as f:
        return (json.load(f).get('page_type') or 'article') == 'article'


def variants():
    """Yields a page's number, which variant it is, and which of its blocks are left out."""
    with open(blocks + '.jsonl', encoding='utf8') as f:
        for n, line in enumerate(f):
            rows = slice(starts[n], starts[n + 1])
            label, weight = labels[rows], weights[rows]
            if known['best'][n] < BEST_MIN or len(label) <= BODY_BLOCKS_MIN or not is_article(known['ids'][n]): continue
            frames = np.array([b['a'] for b in json.loads(line)['blocks']])
            body = np.flatnonzero(label == 1)
            for kind in KINDS * ROUNDS:
                out = np.zeros(len(label), bool)
                if kind != 'thin':
                    out = shorten(kind, body, weight, label)
                    if out is None: continue
                    out &= told[rows] != 0   # what a page must not have is there to be learned
                if kind == 'thin' or rng.rand() < THIN_TOO: thin(out, frames, label)
                if out.any() and out.mean() <= OUT_MAX: yield n, kind, out


def times_costlier(rows, out):
    body = weights[rows] * (labels[rows] == 1)
    left = body[~out].sum()
    return min(COST_TIMES_MAX, body.sum() / left) if left > 0 else 1.0


lines = [line.rstrip('\n').split('\t')[:3] for line in open(list_path, encoding='utf8')]
assert [line[2] for line in lines] == list(known['ids']), 'LIST and LABELS name other pages'
parts = {name: [known[name]] for name in ('ids', 'counts', 'labels', 'cost', 'best', 'told')}
parts['variant'] = [np.zeros(len(lines), np.int8)]
with open(varied_list, 'w', encoding='utf8') as f:
    f.writelines('\t'.join(line) + '\n' for line in lines)
    for n, kind, out in variants():
        rows = slice(starts[n], starts[n + 1])
        f.write('\t'.join(lines[n] + [''.join('01'[int(x)] for x in out)]) + '\n')
        cost = np.minimum(known['cost'][rows] * (1 if kind == 'thin' else times_costlier(rows, out)), COST_MAX)
        of_page = dict(ids=known['ids'][n], counts=(~out).sum(), best=known['best'][n], variant=1 + KINDS.index(kind))
        of_rows = dict(labels=known['labels'][rows], cost=cost, told=told[rows])
        for name, value in of_page.items(): parts[name].append([value])
        for name, value in of_rows.items(): parts[name].append(value[~out])
made = {name: np.concatenate(values).astype(values[0].dtype) for name, values in parts.items()}
print('pages %d, variants %s' % (len(lines), np.bincount(made['variant'], minlength=4)[1:]))
np.savez(varied_labels, **made)
