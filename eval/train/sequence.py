"""The network that reads the candidates of a page as one sequence; the same as `content/sequence.rs`."""
import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

WIDTH, LAYERS, TAPS, EARLY = 16, 4, 5, 1
RUN = 600                 # blocks read as one sequence
SPREAD_MAX = 4.0          # standard deviations
DROP, DROP_IN = 0.2, 0.3
EPOCHS, RATE, DECAY, AVERAGE = 8, 4e-3, 0.05, 0.99
BATCH = 2500              # blocks


class Layer(nn.Module):
    def __init__(self, step):
        super().__init__()
        self.step, self.norm = step, nn.LayerNorm(WIDTH)
        self.mix = nn.Conv1d(WIDTH, 2 * WIDTH, TAPS, padding=step * (TAPS // 2), dilation=step)
        self.drop = nn.Dropout(DROP)

    def forward(self, x, mask):
        # What lies behind the end of a run is nothing; the norm would make something of it.
        said, gate = self.mix((self.norm(x) * mask).transpose(1, 2)).transpose(1, 2).chunk(2, -1)
        return (x + self.drop(said * F.hardsigmoid(gate))) * mask


class Network(nn.Module):
    def __init__(self, columns):
        super().__init__()
        self.input = nn.Linear(columns, WIDTH)
        self.layers = nn.ModuleList([Layer(2 ** n) for n in range(LAYERS)])
        self.whole = nn.Linear(2 * WIDTH, WIDTH)
        self.norm, self.hidden, self.answer = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROP)

    def forward(self, rows, mask):
        mask = mask[..., None]
        x = F.relu(self.input(F.dropout(rows, DROP_IN, self.training))) * mask
        for n, layer in enumerate(self.layers):
            if n == EARLY:
                look = [x.sum(1) / mask.sum(1), x.masked_fill(mask == 0, -9).amax(1)]
                x = (x + self.whole(torch.cat(look, -1))[:, None]) * mask
            x = layer(x, mask)
        return self.answer(self.drop(F.relu(self.hidden(self.norm(x))))).squeeze(-1)


class Reader:
    """A network and how the columns of its rows are brought to one size."""

    def __init__(self, rows):
        # Counts and weights: never below zero, most of them small, a few large.
        self.root = (rows.min(0) >= 0) & (np.quantile(rows, .999, axis=0) > 4 * np.maximum(rows.mean(0), 1e-9)) & (rows.max(0) > 2.5)
        sized = self.rooted(rows)
        self.mean, self.scale = sized.mean(0), 1 / (sized.std(0) + 1e-6)
        self.network = None

    def rooted(self, rows):
        rows = rows.copy()
        rows[:, self.root] = np.sqrt(np.sqrt(rows[:, self.root]))
        return rows

    def sized(self, rows):
        return np.clip((self.rooted(rows) - self.mean) * self.scale, -SPREAD_MAX, SPREAD_MAX).astype(np.float32)

    def log_odds(self, rows, pages):
        rows, out = self.sized(rows), np.zeros(len(rows))
        self.network.eval()
        with torch.no_grad():
            for batch in batches(list(runs_of(pages)), 20000):
                x, mask, at = stack(batch, rows)
                out[at[at >= 0]] = self.network(x, mask).numpy()[at >= 0]
        return out


def runs_of(pages):
    """Where each run of blocks of one page begins and ends."""
    first = np.flatnonzero(np.concatenate([[True], pages[1:] != pages[:-1]]))
    for s, e in zip(first, np.append(first[1:], len(pages))):
        for at in range(s, e, RUN): yield at, min(e, at + RUN)


def batches(runs, blocks, rng=None):
    """Runs of about the same length together, no more blocks than given."""
    out, now = [], []
    for run in sorted(runs, key=lambda r: (r[1] - r[0]) * (1 + (rng.rand() * .3 if rng else 0))):
        if now and (len(now) + 1) * (run[1] - run[0]) > blocks: out.append(now); now = []
        now.append(run)
    if now: out.append(now)
    if rng: rng.shuffle(out)
    return out


def stack(runs, rows):
    shape = len(runs), max(e - s for s, e in runs)
    x, mask, at = np.zeros(shape + rows.shape[1:], np.float32), np.zeros(shape, np.float32), np.full(shape, -1)
    for n, (s, e) in enumerate(runs): x[n, :e - s] = rows[s:e]; mask[n, :e - s] = 1; at[n, :e - s] = np.arange(s, e)
    return torch.from_numpy(x), torch.from_numpy(mask), at


def learn(rows, pages, labels, weights, seed=0):
    """A reader trained on candidates in their order; a weight of 0 leaves a block without a say."""
    torch.manual_seed(seed); rng = np.random.RandomState(seed)
    reader = Reader(rows)
    rows, runs = reader.sized(rows), list(runs_of(pages))
    network = Network(rows.shape[1])
    average = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(batches(runs, BATCH)) + 12)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=.15)
    mean_weight, step = weights.mean(), 0
    for _ in range(EPOCHS):
        network.train()
        for batch in batches(runs, BATCH, rng):
            x, mask, at = stack(batch, rows)
            y, w = (torch.from_numpy(np.where(at >= 0, v[at], 0).astype(np.float32)) for v in (labels, weights))
            loss = (F.binary_cross_entropy_with_logits(network(x, mask), y, reduction='none') * w).sum() / mean_weight / 2000
            optimizer.zero_grad(); loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step(); schedule.step(); step += 1
            kept = min(AVERAGE, (1 + step) / (10 + step))
            with torch.no_grad():
                for a, b in zip(average.parameters(), network.parameters()): a.mul_(kept).add_(b, alpha=1 - kept)
    reader.network = average
    return reader
