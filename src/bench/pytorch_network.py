"""Times the ensemble, written in PyTorch (python3-torch) with 3-D convolutions, and compares it with NetworkBench.

    NetworkBench's output | /usr/bin/python3 src/bench/pytorch_network.py threads [batch [cuda]]

Both train with Adam on batches of 16 datasets (or the given number) of 128 pixels, and predict batches of 16. With cuda,
PyTorch runs on the GPU, where NetworkBench must have run, too: once with the batch kept in GPU memory and once from CPU
memory, in float32 (its default: convolutions in TF32) and with autocast to bfloat16.
"""
import sys
import time

import torch
from torch import nn

BATCH, SIZE, ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 16, 128, 3
CUDA = sys.argv[3:] == ["cuda"]
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)


def perceptron():
    layers, before = [], 10
    for size in (18, 32, 64, 32, 18):
        layers += [nn.Linear(before, size), nn.LeakyReLU(0.2)]
        before = size
    return nn.Sequential(*layers)


def image():
    layers = [nn.Conv3d(3, 32, 3, padding=1), nn.LeakyReLU(0.2), nn.MaxPool3d(2), nn.BatchNorm3d(32)]
    before = 32
    for size in (32, 64, 128, 256):
        layers += [nn.Conv3d(before, size, 3, padding=1), nn.LeakyReLU(0.2), nn.BatchNorm3d(size)]
        before = size
    return nn.Sequential(*layers, nn.AdaptiveAvgPool3d(1), nn.Flatten(), nn.Linear(256, 512), nn.LeakyReLU(0.2),
                         nn.Dropout(0.3))


class Ensemble(nn.Module):
    def __init__(self):
        super().__init__()
        self.perceptron, self.image = perceptron(), image()
        self.joint = nn.Sequential(nn.Linear(530, 9), nn.LeakyReLU(0.2), nn.Linear(9, 1))

    def forward(self, features, frames):
        return self.joint(torch.cat([self.perceptron(features), self.image(frames)], 1))[:, 0]


def on_gpu():
    """Prints milliseconds per step and datasets per second of both programs."""
    device, loss = torch.device("cuda"), nn.functional.binary_cross_entropy_with_logits
    print(f"| {torch.cuda.get_device_name()}, batch {BATCH} | ms per batch | datasets per second | speed-up |")
    print("|---|---|---|---|")
    for what in ("train", "predict"):
        batch = BATCH if what == "train" else 16
        features, frames = torch.rand(batch, 10), torch.rand(batch, 3, 3, SIZE, SIZE)
        labels = torch.arange(batch).float() % 2
        for precision in ("float32", "bfloat16"):
            seconds = {}
            for resident in (True, False):
                network = Ensemble().to(device)
                adam = torch.optim.Adam(network.parameters(), 1e-4)
                own = [array.to(device) for array in (features, frames, labels)]

                def step():
                    a, b, c = own if resident else [array.to(device) for array in (features, frames, labels)]
                    with torch.autocast("cuda", torch.bfloat16, enabled=precision == "bfloat16"):
                        if what == "predict":
                            network.eval()
                            with torch.no_grad():
                                return network(a, b).float().cpu()
                        logits = network(a, b)
                    adam.zero_grad()
                    value = loss(logits.float(), c)
                    value.backward()
                    adam.step()
                    return value.item()

                for _ in range(10):
                    step()
                times = []
                for _ in range(30):
                    torch.cuda.synchronize()
                    start = time.perf_counter()
                    step()
                    torch.cuda.synchronize()
                    times.append(time.perf_counter() - start)
                seconds[resident] = sorted(times)[15]
            line = lambda words, one: print(f"| {what}: {words}, {precision} | {1000 * one:.2f} | {batch / one:.0f} "
                                            f"| {seconds[False] / one:.2f} |")
            line(f"PyTorch {torch.__version__.split('+')[0]} in Python, 3-D, batch in GPU memory", seconds[True])
            line("the same, batch in CPU memory", seconds[False])
            for name, words in (("train-made", "mosaic-workbench, batch in CPU memory"),
                                ("train", "mosaic-workbench, batch made from bytes and augmented first"),
                                ("train-ahead", "mosaic-workbench, batches made ahead as in training"),
                                ("predict", "mosaic-workbench, batches made ahead from bytes")):
                if name.split("-")[0] == what:
                    line(words, ours[f"{name} {precision}"][1] * batch)


def timed(work):
    work()
    processor, clock = [], []
    for _ in range(ROUNDS):
        cpu, start = time.process_time(), time.perf_counter()
        work()
        clock.append((time.perf_counter() - start) / BATCH)
        processor.append((time.process_time() - cpu) / BATCH)
    return sorted(processor)[ROUNDS // 2], sorted(clock)[ROUNDS // 2]


ours = {}
for line in sys.stdin:
    words = line.split()
    if len(words) == 4:
        ours[" ".join(words[:2])] = tuple(map(float, words[2:]))
if CUDA:
    on_gpu()
    sys.exit()
features, frames = torch.rand(BATCH, 10), torch.rand(BATCH, 3, 3, SIZE, SIZE)
labels = torch.arange(BATCH).float() % 2
network = Ensemble()
adam = torch.optim.Adam(network.parameters(), 1e-4)


def train():
    adam.zero_grad()
    nn.functional.binary_cross_entropy_with_logits(network(features, frames), labels).backward()
    adam.step()


def predict():
    network.eval()
    with torch.no_grad():
        network(features, frames)


peer = {"train": timed(train), "predict": timed(predict)}
print("| | CPU s per dataset | datasets per second and core | elapsed s | speed-up | fraction in convolutions |")
print("|---|---|---|---|---|---|")
for what in ("train", "predict"):
    cpu, clock = peer[what]
    print(f"| {what}: PyTorch {torch.__version__.split('+')[0]} in Python, 3-D | {cpu:.4f} | {1 / cpu:.1f} | {clock:.4f} | 1 | |")
    for precision in ("float32", "bfloat16"):
        own, seconds = ours[f"{what} {precision}"]
        limit = ours[f"{what}-convolutions {precision}"][0]
        print(f"| {what}: mosaic-workbench, {precision} | {own:.4f} | {1 / own:.1f} | {seconds:.4f} | {cpu / own:.1f} "
              f"| {100 * limit / own:.0f} % |")
