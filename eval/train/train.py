#!/usr/bin/env python3
"""Train the body model on labelled blocks and judge it on hosts it has not seen.

    train.py CORPUS BLOCKS LABELS.npz [--folds 5] [--save CHANCES.npz]
    train.py CORPUS BLOCKS LABELS.npz --out TABLES.rs [--without FOLD]

BLOCKS stands for BLOCKS.f32 and BLOCKS.jsonl as the example `dump_blocks` writes them. Variants that `vary.py` made are
learned from and never judged by.
"""
import argparse, collections, json, math, os, pickle, re, sys, time
from urllib.parse import urlsplit

import lightgbm as lgb
import numpy as np

import sequence

ap = argparse.ArgumentParser(); ap.add_argument('corpus'); ap.add_argument('blocks'); ap.add_argument('labels')
ap.add_argument('--folds', type=int, default=5); ap.add_argument('--out'); ap.add_argument('--save')
ap.add_argument('--without', type=int, help='leave the sites of this fold out, to measure the extractor on them; prints their pages')
a = ap.parse_args()
sys.path.insert(0, a.corpus)
import score

T0 = time.time()
def say(*x): print('%5.0f' % (time.time() - T0), *x, flush=True)

lab = np.load(a.labels)
ids, counts, cost, told = lab['ids'], lab['counts'], lab['cost'], lab['told']
variant = lab['variant'] if 'variant' in lab else np.zeros(len(ids), np.int8)
labels = np.where(told >= 0, told, lab['labels'])
rows = int(counts.sum())
X = np.fromfile(a.blocks + '.f32', np.float32).reshape(rows, -1)
starts = np.concatenate([[0], np.cumsum(counts)])
truths = score.load_truths(a.corpus, None)

SECOND = {'co', 'com', 'net', 'org', 'gov', 'edu', 'ac', 'or', 'ne', 'go', 'gen', 'in'}
def site(t):
    host = urlsplit((t.get('url') or '').split()[0] if (t.get('url') or '').strip() else '').netloc or (t.get('url') or '') or t['id']
    host = host.split(':')[0].lower().strip('/')
    p = host.split('.')
    if len(p) > 2 and p[-2] in SECOND and len(p[-1]) == 2: return '.'.join(p[-3:])
    return '.'.join(p[-2:])

sites = [site(truths[i]) for i in ids]
site_no = {s: n for n, s in enumerate(sorted(set(sites)))}
page_site = np.array([site_no[s] for s in sites])
say('pages', len(ids), 'sites', len(site_no), 'rows', rows, 'columns', X.shape[1])

# ---- text and names as tokens
CJK = score.CJK
WORD = re.compile('[%s]|[^\\W_%s]+' % (CJK, CJK))
IS_CJK = re.compile('[%s]' % CJK)
def text_tokens(t):
    out, last = [], None
    for m in WORD.finditer(t[:400]):
        w = m.group().lower(); cjk = bool(IS_CJK.match(w))
        if cjk:
            if last: out.append(last + w)
            last = w
        else:
            last = None
            out.append(w)
        if len(out) >= 24: break
    return out

vocab = {}
def number(t):
    n = vocab.get(t)
    if n is None: n = vocab[t] = len(vocab)
    return n

def flat(lists):
    n = np.fromiter((len(x) for x in lists), np.int32, len(lists))
    return np.repeat(np.arange(len(lists), dtype=np.int32), n), np.fromiter((y for x in lists for y in x), np.int32, int(n.sum()))

def read_blocks():
    near, chain, words, texts, frame, path, around, heading = [], [], [], [], [], [], [], []
    with open(a.blocks + '.jsonl', encoding='utf8') as f:
        for line in f:
            for b in json.loads(line)['blocks']:
                texts.append(b['t'])
                words.append([number('w:' + w) for w in text_tokens(b['t'])])
                lists = [[number('n:' + w) for w in e] for e in b['n'][:15]]
                near.append([w for e in lists[:4] for w in e])
                chain.append([w for e in lists[4:15] for w in e])
                frame.append(b['f']); path.append(b['p']); around.append(b['a']); heading.append(b['h'])
    return texts, np.array(frame), np.array(path), np.array(around), np.array(heading), flat(near), flat(chain), flat(words), vocab

cache = a.blocks + '.cache'
if not os.path.exists(cache) or os.path.getmtime(cache) < os.path.getmtime(a.blocks + '.jsonl'):
    pickle.dump(read_blocks(), open(cache, 'wb'), -1)
texts, frame, path, around, heading, FN, FC, FW, vocab = pickle.load(open(cache, 'rb'))
X = X[:, :-9]
source = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../crates/longwire-extract/src/content/features/columns.rs')).read()
columns = re.findall(r'^    "(\w+)",$', source, re.M)
def columns_of(*starts): return [n for n, name in enumerate(columns) if name.startswith(starts)]
say('tokens', len(vocab))

row_page = np.repeat(np.arange(len(ids)), counts)
row_site = page_site[row_page]
has = labels >= 0

# tokens: value of token t seen from site s = share of positives on the other sites
K, PRIOR, MIN_SITES, MIN_WORTH = 3.0, 0.25, 4, 0.35
def logit(p): return np.log(p / (1 - p))

def token_features(rowlists, train_mask):
    """Per row: min, max, mean of the tokens' leave-one-site-out log odds."""
    r, t = rowlists
    use = train_mask[r] & has[r] & (variant == 0)[row_page[r]]
    ru, tu = r[use], t[use]
    key = tu * len(site_no) + row_site[ru]
    order = np.argsort(key, kind='stable'); k = key[order]
    y = labels[ru][order].astype(np.float64)
    uniq, first = np.unique(k, return_index=True)
    n = np.diff(np.append(first, len(k)))
    pos = np.add.reduceat(y, first) if len(k) else np.zeros(0)
    share = (pos + 0.5 * PRIOR) / (n + 0.5)
    tok = uniq // len(site_no)
    V = len(vocab)
    S = np.bincount(tok, share, V); N = np.bincount(tok, minlength=V).astype(np.float64)
    # for each (row, token): subtract own site's part where the row is in training
    keyall = t * len(site_no) + row_site[r]
    at = np.searchsorted(uniq, keyall); at[at >= len(uniq)] = 0
    own = (uniq[at] == keyall) if len(uniq) else np.zeros(len(keyall), bool)
    s = S[t] - np.where(own, share[at], 0); m = N[t] - own
    v = logit((s + K * PRIOR) / (m + K)) - logit(PRIOR)
    known = (m >= MIN_SITES) & (np.abs(v) >= MIN_WORTH)
    v = np.where(known, v, 0.0)
    R = rows
    mn = np.zeros(R); mx = np.zeros(R)
    np.minimum.at(mn, r, v); np.maximum.at(mx, r, v); tot = np.bincount(r, v, R)
    cnt = np.bincount(r, known, R)
    table = (S, N)
    return np.stack([mn, mx, tot / np.maximum(cnt, 1)], 1).astype(np.float32), table


# ---- pages' worth
VARIANT, TOLD = 0.25, 0.8
def weight_of(t):
    if 'body_text' not in t: return 0.9
    if '=tool-output' in score.in_groups(t): return 0.4
    return 0.8 if (t.get('page_type') or 'article') == 'article' else 1.5   # articles have variants besides
shrink = np.where(variant > 0, VARIANT, 1.0)
page_weight = np.array([weight_of(truths[i]) for i in ids]) * shrink
W = (np.maximum(cost, 0) ** 0.6 * 3 + 0.02) * page_weight[row_page]
# A page passes by its snippets only with each of them right, short as they may be.
W[told >= 0] = np.maximum(W[told >= 0], TOLD * shrink[row_page[told >= 0]])
W[~has] = 0

def settle(p, s, e):
    """Blocks in doubt get the mean of those on the same path, short ones no more than their own; see `kin.rs`."""
    _, kin = np.unique(path[s:e], return_inverse=True)
    w = X[s:e, 0].astype(np.float64) + 1
    mean = (np.bincount(kin, p * w) / np.bincount(kin, w))[kin]
    counts = (mean < p) | (X[s:e, 0] >= 150)
    return np.where((p >= 0.4) & (p < 0.8) & (np.bincount(kin)[kin] >= 3) & counts, mean, p)

def without_captions(p, s, e, threshold):
    """Captions say nothing where there is other text; the same as `caption.rs`."""
    captions, w = X[s:e, 29] > 0, X[s:e, 0]
    taken = w * (p >= threshold)
    return np.where(captions, 0, p) if (taken * captions).sum() <= (taken * ~captions).sum() else p

def evaluate(prob, mask_pages, least_article, least_other, out=None):
    res = collections.defaultdict(list)
    for n in mask_pages:
        t = truths[ids[n]]
        s, e = starts[n], starts[n + 1]
        threshold = least_article if t.get('page_type', 'article') == 'article' else least_other
        keep = without_captions(settle(prob[s:e], s, e), s, e, threshold) >= threshold
        text = '\n'.join(texts[s + i] for i in range(e - s) if keep[i])
        o = score.score_page(t, {'text': text})
        for g in score.in_groups(t): res[g].append(o)
        if out is not None: out[ids[n]] = o.get('f')
    return res

def report(res):
    for g in ['=ARTICLE', '=CJK', 'daniel', 'fundus', 'scrapinghub', 'wcxb-article', 'newspaper-dataset', 'magic-article', 'zh-handmade', '=other-types', '=human']:
        if g in res:
            s = score.summarise(res[g], False)
            print('  %-18s n %4d  P %.3f R %.3f F1 %.4f good %.3f bad %.3f both %s' % (g, s['pages'], s.get('P') or 0, s.get('R') or 0, s.get('F1') or 0, s.get('good') or 0, s.get('bad') or 0, '%.3f' % s['both'] if 'both' in s else '-'))

def context_features(p):
    """What the blocks around a block got; the same columns as `context.rs`."""
    out = np.zeros((rows, 23), np.float32)
    candidates = np.flatnonzero(p >= CHANCE_MIN)
    before = np.concatenate([[-1], candidates[:-1]])
    known = np.concatenate([[False], row_page[candidates[1:]] == row_page[before[1:]]])
    out[candidates, 20] = np.where(known, candidates - before - 1, candidates - starts[row_page[candidates]])
    out[candidates, 21] = known & (path[candidates] == path[before])
    out[candidates, 22] = known & (frame[candidates] == frame[before])
    weight = X[:, 0].astype(np.float64) + 1
    for n in range(len(ids)):
        s, e = starts[n], starts[n + 1]
        m = e - s
        if m == 0: continue
        q, w, o = p[s:e], weight[s:e], out[s:e]
        pad = np.concatenate([[0] * 3, q, [0] * 3])
        o[:, 0] = q
        for j, d in enumerate((-3, -2, -1, 1, 2, 3)): o[:, 1 + j] = pad[3 + d:3 + d + m]
        mass = q * w; c = np.concatenate([[0], np.cumsum(mass)]); total = c[-1] + 1e-6
        cw = np.concatenate([[0], np.cumsum(w)])
        o[:, 7] = c[:-1] / total
        o[:, 8] = (c[-1] - c[1:]) / total
        for j, k in ((9, 8), (10, 25)):
            lo = np.maximum(np.arange(m) - k, 0); hi = np.minimum(np.arange(m) + k + 1, m)
            o[:, j] = (c[hi] - c[lo] - mass) / (cw[hi] - cw[lo] - w + 1)
        for j, g in ((11, frame[s:e]), (12, path[s:e])):
            u, inv = np.unique(g, return_inverse=True)
            gm, gw = np.bincount(inv, mass), np.bincount(inv, w)
            o[:, j] = (gm[inv] - mass) / (gw[inv] - w + 1)
        o[:, 13] = gm[inv] / total
        for j in range(3):
            lo, hi = around[s:e, j, 0], around[s:e, j, 1]
            o[:, 14 + j] = (c[hi] - c[lo]) / (cw[hi] - cw[lo] + 1)
        o[:, 17] = q.max(); o[:, 18] = total
        h = heading[s:e]
        o[:, 19] = np.where(h < m, q[np.minimum(h, m - 1)], -1)
    return out

CHANCE_MIN = 0.01
PARAMS = dict(objective='binary', num_leaves=24, max_depth=5, min_data_in_leaf=100, feature_fraction=0.4,
              bagging_fraction=0.7, bagging_freq=1, lambda_l2=20.0, max_bin=127, num_threads=2, verbose=-1, seed=7)
FIRST, SECOND, SECOND_RATE = 60, 80, 0.15

# Some sites name their elements for machines only: a part of the variants do without what names say.
NAMELESS = 0.35
nameless = ((variant > 0) & (np.random.RandomState(21).rand(len(ids)) < NAMELESS))[row_page]
of_names = columns_of('mark_', 'near_', 'chain_')

# Most blocks are plainly furniture: a third of the negatives, three times the weight, teaches the same.
heavy = (labels == 1) | (cost > 0.02) | (told >= 0)
thin = heavy | (np.random.RandomState(3).rand(rows) < 1 / 3)
WT = np.where(heavy, W, 3 * W)

def fit(X1, mask, trees, rate=0.1):
    mask = mask & thin
    return lgb.train(dict(PARAMS, learning_rate=rate), lgb.Dataset(X1[mask], labels[mask], weight=WT[mask]), trees)

def learn(train):
    """Both forests, the network and the tables of words, from the given rows."""
    made = [token_features(F, train) for F in (FN, FC, FW)]
    X1 = np.hstack([X] + [m[0] for m in made])
    X1[np.ix_(nameless, of_names)] = 0
    use = train & has
    inner = (page_site * 7919 % 2)[row_page]
    p1 = np.zeros(rows)
    for j in range(2):
        v = train & (inner == j); p1[v] = fit(X1, use & (inner != j), FIRST).predict(X1[v])
    m1 = fit(X1, use, FIRST)
    p1[~train] = m1.predict(X1[~train])
    X2 = np.hstack([X1, context_features(p1)])
    m2 = fit(X2, use & (p1 >= CHANCE_MIN), SECOND, SECOND_RATE)
    c = np.flatnonzero(train & (p1 >= CHANCE_MIN))
    network = sequence.learn(X2[c], row_page[c], np.maximum(labels[c], 0), W[c])
    return m1, m2, network, p1, X2, [m[1] for m in made]

def judge(m2, network, p1, X2, mask):
    """The mean of forest and network, as log odds, for the candidates among the given rows."""
    c = np.flatnonzero(mask & (p1 >= CHANCE_MIN))
    out = np.zeros(rows)
    out[c] = 1 / (1 + np.exp(-(m2.predict(X2[c], raw_score=True) + network.log_odds(X2[c], row_page[c])) / 2))
    return out

def learn_kind(train):
    """The forest that says how likely a page is no article, from what is the same in all its rows."""
    of_page = columns_of('page_')
    pages = np.flatnonzero((counts > 0) & train & (variant == 0))
    rows_of = np.zeros((len(pages), X.shape[1]), np.float32)
    rows_of[:, of_page] = X[starts[pages]][:, of_page]
    other = [(truths[ids[n]].get('page_type') or 'article') != 'article' for n in pages]
    params = dict(PARAMS, num_leaves=8, max_depth=4, learning_rate=0.08, min_data_in_leaf=20, feature_fraction=1.0, bagging_fraction=1.0, lambda_l2=0.0)
    return lgb.train(params, lgb.Dataset(rows_of, other), 60)

fold = (np.random.RandomState(5).permutation(len(site_no)) % a.folds)[page_site]
row_fold = fold[row_page]

if a.out:
    import export
    m1, m2, network, p1, X2, tables = learn(row_fold != a.without)
    export.write(a.out, m1, m2, network, learn_kind(fold != a.without), tables, vocab, K, PRIOR, MIN_SITES, MIN_WORTH)
    say('written', a.out)
    for n in np.flatnonzero((fold == a.without) & (variant == 0)): print(ids[n])
    sys.exit()

P1, P2, done = np.zeros(rows), np.zeros(rows), []
for k in range(a.folds):
    test = row_fold == k
    m1, m2, network, p1, X2, _ = learn(~test)
    P1[test] = p1[test]; P2[test] = judge(m2, network, p1, X2, test)[test]
    done += [n for n in range(len(ids)) if fold[n] == k and variant[n] == 0]
    say('fold', k)
if a.save: np.savez(a.save, P1=P1, P2=P2, done=np.array(done))
for least in ((0.5, 0.25), (0.6, 0.3), (0.65, 0.35)):
    say('a block stays from', least, 'on articles and other pages'); report(evaluate(P2, done, *least))
imp = sorted(zip(m2.feature_importance('gain'), range(X2.shape[1])), reverse=True)[:30]
print([(round(g), c) for g, c in imp])
