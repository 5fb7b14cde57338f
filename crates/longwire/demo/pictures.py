"""Draws the pictures of the demo publisher. Run once; the results are committed beside it.

    python3 -m pip install Pillow && python3 pictures.py

Every picture is drawn from a seed, so a second run gives the same scene.
"""
import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
WIDE, HIGH = 1280, 720


def sky(rnd, top, bottom, w=WIDE, h=HIGH):
    picture = Image.new("RGB", (w, h))
    draw = ImageDraw.Draw(picture)
    for y in range(h):
        t = y / h
        draw.line([(0, y), (w, y)], fill=tuple(int(a + (b - a) * t) for a, b in zip(top, bottom)))
    return picture, draw


def ridge(rnd, base, height, rough, w=WIDE):
    phases = [(rnd.uniform(0, 6.3), rnd.uniform(0.6, 1.4) * (k + 1), 1 / (k + 1) ** rough) for k in range(7)]
    return [(x, base - height * (0.5 + sum(a * math.sin(p + f * 6.3 * x / w) for p, f, a in phases) / 3))
            for x in range(0, w + 8, 8)]


def shade(colour, by):
    return tuple(max(0, min(255, c + by)) for c in colour)


def hills(rnd, top, bottom, ground):
    picture, draw = sky(rnd, top, bottom)
    x, y, r = rnd.randint(200, 1000), rnd.randint(80, 220), rnd.randint(30, 60)
    draw.ellipse([x - r, y - r, x + r, y + r], fill=shade(top, 70))
    for layer in range(5):
        points = ridge(rnd, 330 + layer * 90, 190 - layer * 25, 1.1)
        draw.polygon(points + [(WIDE, HIGH), (0, HIGH)], fill=shade(ground, 50 - layer * 24))
    for _ in range(160):
        tx, ty = rnd.randint(0, WIDE), rnd.randint(560, HIGH)
        s = rnd.randint(8, 26)
        draw.polygon([(tx, ty - 2 * s), (tx - s // 2, ty), (tx + s // 2, ty)], fill=shade(ground, rnd.randint(-70, -20)))
    return picture


def sea(rnd, top, bottom, water, boats=4, lighthouse=False):
    picture, draw = sky(rnd, top, bottom)
    draw.rectangle([0, 400, WIDE, HIGH], fill=water)
    for _ in range(420):
        y = rnd.randint(402, HIGH)
        x, length = rnd.randint(0, WIDE), int((y - 395) * rnd.uniform(0.1, 0.5))
        draw.line([(x, y), (x + length, y)], fill=shade(water, rnd.randint(-25, 45)), width=1 + (y - 400) // 110)
    draw.polygon(ridge(rnd, 400, 90, 1.0) + [(WIDE, 400), (0, 400)], fill=shade(water, -35))
    for _ in range(boats):
        x, y, s = rnd.randint(80, 1150), rnd.randint(430, 640), rnd.randint(30, 90)
        hull = shade((150, 60, 50), rnd.randint(-60, 60))
        draw.polygon([(x, y), (x + 2 * s, y), (x + 1.7 * s, y + s * 0.4), (x + 0.3 * s, y + s * 0.4)], fill=hull)
        draw.rectangle([x + 0.5 * s, y - s * 0.5, x + s, y], fill=(235, 232, 220))
        draw.line([(x + 1.3 * s, y), (x + 1.3 * s, y - 1.4 * s)], fill=(60, 50, 45), width=3)
    if lighthouse:
        draw.polygon([(980, 520), (1010, 190), (1070, 190), (1100, 520)], fill=(238, 236, 230))
        for y in range(240, 520, 90):
            draw.polygon([(1002, y), (1078, y), (1084, y + 40), (996, y + 40)], fill=(178, 52, 44))
        draw.rectangle([1005, 150, 1075, 190], fill=(250, 214, 110))
        draw.polygon([(900, 560), (960, 505), (1130, 505), (1230, 560)], fill=(84, 80, 76))
    return picture


def city(rnd, top, bottom, night=False):
    picture, draw = sky(rnd, top, bottom)
    for layer in range(3):
        x = -20
        while x < WIDE:
            w, h = rnd.randint(50, 130), rnd.randint(120, 420) - layer * 60
            y = 620 - h + layer * 30
            wall = shade(bottom, -60 - layer * 35 if not night else 10 - layer * 12)
            draw.rectangle([x, y, x + w, HIGH], fill=wall)
            for wy in range(y + 14, 660, 26):
                for wx in range(x + 10, x + w - 14, 20):
                    lit = rnd.random() < (0.4 if night else 0.15)
                    draw.rectangle([wx, wy, wx + 9, wy + 13], fill=(248, 214, 130) if lit else shade(wall, 22))
            x += w + rnd.randint(2, 26)
    draw.rectangle([0, 660, WIDE, HIGH], fill=shade(bottom, -110))
    for x in range(0, WIDE, 90):
        draw.rectangle([x, 688, x + 46, 693], fill=(226, 222, 206))
    return picture


def chart(rnd, kind):
    picture = Image.new("RGB", (WIDE, HIGH), (250, 249, 245))
    draw = ImageDraw.Draw(picture)
    for y in range(90, 631, 60):
        draw.line([(90, y), (1220, y)], fill=(216, 214, 206), width=1)
        draw.text((40, y - 6), str((630 - y) // 6), fill=(90, 90, 90))
    hues = [(40, 96, 150), (206, 98, 54), (92, 142, 72)]
    if kind == "bars":
        for n in range(14):
            for k in range(2):
                h = rnd.randint(80, 480) * (0.7 + 0.3 * k)
                draw.rectangle([100 + n * 80 + k * 32, 630 - h, 128 + n * 80 + k * 32, 630], fill=hues[k])
            draw.text((112 + n * 80, 640), str(2013 + n), fill=(90, 90, 90))
    else:
        for k in range(3):
            level, points = rnd.uniform(200, 400), []
            for x in range(95, 1216, 6):
                level = max(30, min(520, level + rnd.uniform(-13, 14 - 2 * k)))
                points.append((x, 630 - level))
            draw.line(points, fill=hues[k], width=4)
            for x, y in points[::24]:
                draw.ellipse([x - 6, y - 6, x + 6, y + 6], fill=hues[k])
    draw.line([(90, 630), (1220, 630)], fill=(60, 60, 60), width=3)
    draw.line([(90, 80), (90, 630)], fill=(60, 60, 60), width=3)
    return picture


def plan(rnd, paper, ink):
    picture, draw = sky(rnd, paper, shade(paper, -12))
    cx, cy = rnd.randint(400, 800), rnd.randint(280, 440)
    for ring in range(16):
        points = []
        for step in range(73):
            a = step / 72 * 2 * math.pi
            r = 30 + ring * 34 + 22 * math.sin(3 * a + ring * 0.3) + 14 * math.sin(5 * a + cx)
            points.append((cx + r * math.cos(a) * 1.5, cy + r * math.sin(a)))
        draw.line(points, fill=shade(ink, ring * 6), width=2)
    river = ridge(rnd, 420, 260, 0.9)
    draw.line(river, fill=(70, 130, 190), width=14)
    for _ in range(40):
        x, y = rnd.randint(40, 1240), rnd.randint(40, 680)
        draw.rectangle([x, y, x + rnd.randint(8, 30), y + rnd.randint(8, 24)], fill=shade(ink, rnd.randint(0, 80)))
    return picture


def stars(rnd):
    picture, draw = sky(rnd, (6, 10, 34), (40, 44, 86))
    for _ in range(700):
        x, y, b = rnd.randint(0, WIDE), rnd.randint(0, 560), rnd.randint(120, 255)
        s = rnd.choice([0, 0, 1, 1, 2])
        draw.ellipse([x - s, y - s, x + s, y + s], fill=(b, b, min(255, b + 20)))
    draw.polygon(ridge(rnd, 620, 150, 1.2) + [(WIDE, HIGH), (0, HIGH)], fill=(8, 10, 18))
    draw.pieslice([560, 500, 760, 700], 180, 360, fill=(58, 60, 74))
    draw.line([(660, 560), (800, 430)], fill=(30, 30, 40), width=26)
    return picture


def terraces(rnd, green):
    picture, draw = sky(rnd, (196, 216, 232), (240, 236, 216))
    for layer in range(12):
        points = ridge(rnd, 230 + layer * 46, 70, 1.4)
        draw.polygon(points + [(WIDE, HIGH), (0, HIGH)], fill=shade(green, 60 - layer * 9 + rnd.randint(-8, 8)))
        draw.line(points, fill=shade(green, -40), width=3)
    for _ in range(90):
        x, y = rnd.randint(0, WIDE), rnd.randint(420, 700)
        draw.ellipse([x, y, x + 12, y + 7], fill=shade(green, rnd.randint(-60, 70)))
    return picture


def train(rnd, body):
    picture, draw = sky(rnd, (150, 188, 220), (236, 232, 216))
    draw.polygon(ridge(rnd, 420, 150, 1.0) + [(WIDE, 480), (0, 480)], fill=(112, 136, 112))
    draw.rectangle([0, 470, WIDE, HIGH], fill=(150, 140, 104))
    for car in range(4):
        x = 60 + car * 300
        draw.rounded_rectangle([x, 380, x + 286, 520], 26, fill=body)
        draw.rectangle([x, 470, x + 286, 486], fill=(240, 238, 230))
        for w in range(5):
            draw.rounded_rectangle([x + 18 + w * 53, 404, x + 56 + w * 53, 450], 6, fill=(70, 92, 110))
        for w in (50, 236):
            draw.ellipse([x + w - 24, 504, x + w + 24, 552], fill=(48, 48, 52))
    draw.rectangle([0, 546, WIDE, 556], fill=(90, 84, 80))
    for x in range(0, WIDE, 34):
        draw.rectangle([x, 556, x + 16, 570], fill=(88, 66, 50))
    return picture


def bridge(rnd, steel):
    picture, draw = sky(rnd, (180, 200, 216), (242, 226, 200))
    draw.rectangle([0, 500, WIDE, HIGH], fill=(86, 116, 138))
    for _ in range(260):
        x, y = rnd.randint(0, WIDE), rnd.randint(505, HIGH)
        draw.line([(x, y), (x + rnd.randint(10, 90), y)], fill=(86 + rnd.randint(-20, 40), 126, 150), width=2)
    draw.polygon(ridge(rnd, 500, 110, 1.0) + [(WIDE, 500), (0, 500)], fill=(96, 112, 104))
    for tower in (330, 950):
        draw.rectangle([tower - 18, 120, tower + 18, 560], fill=steel)
    for x in range(0, WIDE, 24):
        near = min(abs(x - 330), abs(x - 950))
        y = 140 + near * near / 330 if near < 330 else 140 + (near - 0) * 1.0
        draw.line([(x, min(y, 400)), (x, 400)], fill=shade(steel, 30), width=3)
    draw.rectangle([0, 396, WIDE, 426], fill=shade(steel, -20))
    return picture


def stalls(rnd):
    picture, draw = sky(rnd, (226, 206, 180), (190, 170, 150))
    for row in range(3):
        y = 200 + row * 150
        for n in range(6 - row):
            w = 200 + row * 40
            x = n * (w + 14) - row * 20
            a, b = rnd.choice([(200, 60, 52), (52, 112, 150), (74, 130, 80), (214, 150, 50)]), (244, 240, 228)
            for s in range(8):
                draw.rectangle([x + s * w // 8, y, x + (s + 1) * w // 8, y + 44], fill=a if s % 2 else b)
            draw.rectangle([x, y + 84, x + w, y + 140], fill=(126, 92, 62))
            for _ in range(26):
                fx, fy = x + rnd.randint(4, w - 18), y + rnd.randint(66, 90)
                draw.ellipse([fx, fy, fx + 15, fy + 15], fill=rnd.choice([(208, 74, 40), (230, 170, 50), (96, 150, 60), (120, 50, 90)]))
    return picture


SCENES = {
    "riverside": [lambda r: bridge(r, (120, 60, 54)), lambda r: train(r, (40, 90, 140)), lambda r: chart(r, "lines"),
                  lambda r: city(r, (120, 160, 200), (220, 210, 196)), lambda r: hills(r, (150, 190, 224), (244, 226, 196), (90, 120, 84)),
                  stalls, lambda r: sea(r, (190, 206, 220), (240, 220, 190), (72, 108, 136), 5), lambda r: plan(r, (240, 234, 214), (96, 84, 70))],
    "tideland": [lambda r: sea(r, (130, 176, 214), (250, 214, 170), (50, 104, 130), 3), lambda r: terraces(r, (108, 146, 70)),
                 lambda r: hills(r, (120, 150, 190), (230, 236, 240), (58, 100, 88)), lambda r: train(r, (196, 88, 40)),
                 stalls, lambda r: city(r, (20, 26, 60), (60, 50, 90), True), lambda r: chart(r, "bars"), lambda r: stars(r)],
    "northport": [lambda r: sea(r, (170, 190, 206), (214, 220, 222), (88, 110, 120), 6), lambda r: city(r, (140, 176, 206), (226, 214, 200)),
                  lambda r: chart(r, "bars"), lambda r: hills(r, (160, 190, 214), (250, 240, 220), (128, 128, 76)),
                  lambda r: bridge(r, (70, 84, 96)), stalls, lambda r: train(r, (150, 40, 44)), lambda r: plan(r, (232, 238, 240), (70, 90, 110))],
    "minato": [lambda r: sea(r, (240, 180, 150), (250, 226, 190), (94, 96, 140), 4, True), lambda r: hills(r, (216, 196, 220), (250, 236, 230), (96, 110, 128)),
               lambda r: train(r, (206, 196, 60)), lambda r: stars(r), lambda r: terraces(r, (140, 156, 66)),
               lambda r: chart(r, "lines"), lambda r: city(r, (16, 20, 44), (70, 60, 96), True), stalls],
    "merrow": [lambda r: sea(r, (150, 180, 200), (226, 226, 214), (60, 96, 110), 5, True), lambda r: hills(r, (170, 196, 210), (236, 232, 214), (104, 120, 70)),
               lambda r: chart(r, "lines"), lambda r: bridge(r, (60, 92, 84)), lambda r: city(r, (160, 180, 196), (222, 214, 204)),
               stalls, lambda r: plan(r, (238, 232, 218), (104, 78, 66)), lambda r: stars(r),
               lambda r: sea(r, (206, 150, 130), (246, 214, 170), (74, 90, 112), 3), lambda r: sea(r, (120, 136, 150), (180, 186, 188), (66, 84, 92), 6)],
}
CHARTS_AS_PNG = {("riverside", 3), ("northport", 3), ("merrow", 3)}
# Sites whose pages offer a picture in two widths.
TWO_WIDTHS = {"riverside", "merrow"}


def main():
    for site, scenes in SCENES.items():
        folder = HERE / site
        folder.mkdir(exist_ok=True)
        for n, scene in enumerate(scenes, 1):
            rnd = random.Random(f"{site}-{n}")
            picture = scene(rnd)
            if (site, n) in CHARTS_AS_PNG:
                picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(folder / f"{n}.png", optimize=True)
            else:
                width = 1280 if site in TWO_WIDTHS else 960
                large = picture.resize((width, width * 9 // 16), Image.Resampling.LANCZOS).filter(ImageFilter.SMOOTH)
                for quality in (70, 62, 54, 46, 38, 30, 24, 18):
                    large.save(folder / f"{n}.jpg", quality=quality, optimize=True, progressive=True)
                    if (folder / f"{n}.jpg").stat().st_size < 21_000:
                        break
                if site in TWO_WIDTHS:
                    picture.resize((400, 225), Image.Resampling.LANCZOS).save(folder / f"{n}-small.jpg", quality=50, optimize=True)


main()
