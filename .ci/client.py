"""What a user writes. `.ci/test` lets pyright check it: every name, attribute and type must be visible to it."""
from pathlib import Path

import pandas as pd
import torch

import slavc
from slavc.explorer import explore
from slavc.figures import f1_plot
from slavc.mapstores import open_maps
from slavc.metrics import SCORES, max_f1, max_f1_threshold
from slavc.scoring import score_store
from slavc.tables import score_table
from slavc.training import FeatureClips, Run


def prepare(folder: Path) -> tuple[pd.DataFrame, slavc.Clips]:
    manifest = slavc.open_manifest(folder/'manifest.csv')
    problems: int = len(slavc.validate_manifest(manifest))
    clips = slavc.Clips(manifest, train=True)
    clip = clips[0]
    if isinstance(clip, slavc.BadClip):
        raise slavc.ClipError(clip.id, clip.reason, 'fetch it again')
    frame: torch.Tensor = clip.frame
    print(problems, len(clips), frame.shape)
    return manifest, clips


def go_on(model: slavc.Localizer, clips: FeatureClips, folder: Path) -> int:
    run = Run(model, clips, slavc.Recipe(epochs=2), folder)
    if not run.resume():
        run.train_epoch()
        run.save()
    return run.epoch


def train(clips: slavc.Clips|FeatureClips, folder: Path) -> slavc.Localizer:
    model = slavc.create_localizer('slavc', dim=128)
    recipe = slavc.Recipe(epochs=20, batch=128, lr=1e-4)
    log: pd.DataFrame = slavc.fit(model, clips, recipe, folder, dict(clips='mine'))
    print(log.loss.iloc[-1], [v.similarity for v in model.views().values()])
    return model


def test(model: slavc.Localizer, manifest: pd.DataFrame, clips: slavc.Clips, folder: Path) -> None:
    predictions = slavc.evaluate(model, manifest, 'paper', clips=clips, name='mine')
    best: float = max_f1(predictions)
    threshold: float = max_f1_threshold(predictions)
    row: dict = slavc.score(predictions, n_boot=0)
    for chunk in open_maps(folder/'maps.npz').chunks(batch=8):
        print(chunk.ids, chunk.maps.shape)
    others = score_store(open_maps(folder/'maps.npz'), manifest, slavc.OFFICIAL)
    table = score_table(slavc.score_rows([predictions]))
    maps = {'mine': slavc.predict(model, clips).maps}
    confidences = {'mine': list(predictions.confidence)}
    frames = [Path(manifest.attrs['root'])/f for f in manifest.frame]
    print(explore(frames, maps, list(manifest.boxes), confidences, list(manifest.id), list(manifest.kind)).clip.value)
    f1_plot({'mine': predictions}).savefig(folder/'f1.png')
    print(best, threshold, row['AP'], SCORES['AP'].of(others), table)
