<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>engine</name>
        <message>
            <source>%1 becomes %2, which %3 can encode.</source>
            <translation>%1 は、%3 がエンコードできる %2 に変換されます。</translation>
        </message>
        <message>
            <source>%1 cannot be told to show pictures turned: the pictures were turned.</source>
            <translation>%1 には回転の指定を書き込めないため、画像そのものを回転しました。</translation>
        </message>
        <message>
            <source>%1 cannot be used: no driver of an NVIDIA graphics card was found. Choose %2, which encodes on the processor.</source>
            <translation>%1 は使えません。NVIDIA 製 GPU のドライバーが見つかりませんでした。CPU でエンコードする %2 を選んでください。</translation>
        </message>
        <message>
            <source>%1 cannot be used: the graphics card or its driver refuses it (%3). Choose %2, which encodes on the processor.</source>
            <translation>%1 は使えません。GPU またはそのドライバーが受け付けませんでした（%3）。CPU でエンコードする %2 を選んでください。</translation>
        </message>
        <message>
            <source>%1 cannot be used: this FFmpeg was built without it. Choose %2, which encodes on the processor.</source>
            <translation>%1 は使えません。この FFmpeg には組み込まれていません。CPU でエンコードする %2 を選んでください。</translation>
        </message>
        <message>
            <source>%1 cannot be written as %2: choose one of %3.</source>
            <translation>%1 を %2 として書き出せません。%3 のいずれかを選んでください。</translation>
        </message>
        <message>
            <source>%1 cannot hold %2.</source>
            <translation>%1 には %2 を入れられません。</translation>
        </message>
        <message>
            <source>%1 cannot hold %2: choose one of %3, or another container (mkv takes every codec).</source>
            <translation>%1 には %2 を入れられません。%3 のいずれか、または別のコンテナーを選んでください（mkv はすべてのコーデックに対応します）。</translation>
        </message>
        <message>
            <source>%1 cannot hold %2: converted to %3.</source>
            <translation>%1 には %2 を入れられないため、%3 に変換しました。</translation>
        </message>
        <message>
            <source>%1 cannot hold %2: encoded as %3.</source>
            <translation>%1 には %2 を入れられないため、%3 でエンコードしました。</translation>
        </message>
        <message>
            <source>%1 cannot hold a cover picture.</source>
            <translation>%1 にはカバー画像を入れられません。</translation>
        </message>
        <message>
            <source>%1 does not know %2 %3.</source>
            <translation>%1 は %2 の %3 に対応していません。</translation>
        </message>
        <message>
            <source>%1 holds pictures only.</source>
            <translation>%1 に入るのは画像だけです。</translation>
        </message>
        <message>
            <source>%1 in %2 holds no transparency.</source>
            <translation>%2 の %1 には透明度を入れられません。</translation>
        </message>
        <message>
            <source>%1 needs an even width and height, but the picture is %2. Choose %3, which encodes on the processor.</source>
            <translation>%1 では幅と高さが偶数でなければなりませんが、映像は %2 です。CPU でエンコードする %3 を選んでください。</translation>
        </message>
        <message>
            <source>%1 needs an even width and height, but the picture is %2: use --pixel-format yuv444p.</source>
            <translation>%1 には偶数の幅と高さが必要ですが、映像は %2 です。ピクセル形式 yuv444p を使ってください。</translation>
        </message>
        <message>
            <source>%1 numbers are missing in the picture sequence; it is read without them.</source>
            <translation>連番画像に %1 個の欠番があります。欠番を除いて読み込みます。</translation>
        </message>
        <message>
            <source>--crf has no meaning for %1: its quality is fixed.</source>
            <translation>%1 の画質は固定のため、画質（CRF）は指定できません。</translation>
        </message>
        <message>
            <source>--pixel-format has no meaning for %1 output.</source>
            <translation>%1 の出力ではピクセル形式を指定できません。</translation>
        </message>
        <message>
            <source>--preset has no meaning for %1: its encoder has one speed only.</source>
            <translation>%1 のエンコーダーは速度が 1 つだけなので、エンコード速度は指定できません。</translation>
        </message>
        <message>
            <source>A batch needs at least one window.</source>
            <translation>バッチには少なくとも 1 つの素材片が必要です。</translation>
        </message>
        <message>
            <source>A clip of the plan has no path.</source>
            <translation>計画の中に、パスのないクリップがあります。</translation>
        </message>
        <message>
            <source>A packet cannot be read back: %1.</source>
            <translation>パケットを読み戻せません：%1</translation>
        </message>
        <message>
            <source>A picture cannot be filtered: %1.</source>
            <translation>画像をフィルター処理できません：%1</translation>
        </message>
        <message>
            <source>A picture of %1×%2 cannot be computed within the memory limit of %3 MB, even in the shortest strips. Raise the limit to %4 MB or scale the video down.</source>
            <translation>%1×%2 の画像は、最も細かく分けても、メモリーの上限 %3 MB の中では計算できません。上限を %4 MB に上げるか、動画を縮小してください。</translation>
        </message>
        <message>
            <source>A picture sequence needs a frame rate above 0, not %1.</source>
            <translation>連番画像のフレームレートは 0 より大きくしてください（指定：%1）。</translation>
        </message>
        <message>
            <source>A stage of the recipe trains %1, which this network has not got.</source>
            <translation>レシピの段階が %1 を学習しますが、このネットワークにはありません。</translation>
        </message>
        <message>
            <source>A stream cannot be written: %1.</source>
            <translation>ストリームを書き込めません：%1</translation>
        </message>
        <message>
            <source>A target relative to the start needs a network to start from.</source>
            <translation>出発点と比べる目標値には、出発点のネットワークが必要です。</translation>
        </message>
        <message>
            <source>A target relative to the teacher needs a teacher.</source>
            <translation>教師モデルに対する目標値には、教師モデルが必要です。</translation>
        </message>
        <message>
            <source>An unfinished job for “%1” was found and removed, because this one begins anew; to go on with such a job, resume it.</source>
            <translation>「%1」の未完了のジョブが見つかりましたが、新しく始めるため削除しました。続きから行うには「再開」を使ってください。</translation>
        </message>
        <message>
            <source>Another job is writing “%1”: wait for it, or choose another name.</source>
            <translation>別のジョブが「%1」に書き込み中です。終わるまで待つか、別の名前を選んでください。</translation>
        </message>
        <message>
            <source>Asked for.</source>
            <translation>指定によります。</translation>
        </message>
        <message>
            <source>Data and timecode streams would not match the new frames.</source>
            <translation>データやタイムコードは新しいフレームと合わなくなります。</translation>
        </message>
        <message>
            <source>Every target needs a value above zero.</source>
            <translation>目標値はすべて 0 より大きくしてください。</translation>
        </message>
        <message>
            <source>Every usable clip is marked as held out, none is left to train on.</source>
            <translation>使えるクリップがすべて評価用に指定されていて、学習用が残っていません。</translation>
        </message>
        <message>
            <source>FFmpeg's minterpolate made no frame; leave it out of the comparison.</source>
            <translation>FFmpeg の minterpolate がフレームを作れませんでした。比較から外してください。</translation>
        </message>
        <message>
            <source>Frame %1 of “%2” has no neighbours in its own shot to make a picture from.</source>
            <translation>「%2」のフレーム %1 には、同じショット内に補間に使える隣のフレームがありません。</translation>
        </message>
        <message>
            <source>GIF shows no picture for less than 20 ms: %1 frames were left out.</source>
            <translation>GIF は 1 枚を 20 ms より短く表示できないため、%1 フレームを省きました。</translation>
        </message>
        <message>
            <source>Give the exported weights a name that ends in .pth, not “%1”.</source>
            <translation>書き出す重みの名前は「%1」ではなく、.pth で終わる名前にしてください。</translation>
        </message>
        <message>
            <source>Graphics cards are numbered from 0, and there are %1.</source>
            <translation>GPU の番号は 0 から始まり、ここには %1 基あります。</translation>
        </message>
        <message>
            <source>In the job, “%1” must be %2.</source>
            <translation>ジョブの「%1」は %2 でなければなりません。</translation>
        </message>
        <message>
            <source>In the recipe, “%1” must be %2.</source>
            <translation>レシピの「%1」は %2 でなければなりません。</translation>
        </message>
        <message>
            <source>In the report, “%1” must be %2.</source>
            <translation>レポートの「%1」は %2 でなければなりません。</translation>
        </message>
        <message>
            <source>In the training plan, “%1” must be %2.</source>
            <translation>学習計画の「%1」は %2 でなければなりません。</translation>
        </message>
        <message>
            <source>It could not be measured.</source>
            <translation>測定できませんでした。</translation>
        </message>
        <message>
            <source>It describes the source's frames and cannot be made for new ones.</source>
            <translation>元のフレームの情報であり、新しいフレームの分は作れません。</translation>
        </message>
        <message>
            <source>Learning rates must be above zero.</source>
            <translation>学習率は 0 より大きくしてください。</translation>
        </message>
        <message>
            <source>Looking at the footage was stopped.</source>
            <translation>素材の確認を中止しました。</translation>
        </message>
        <message>
            <source>Minutes, validation steps and patience cannot be negative.</source>
            <translation>分数、検証の間隔、打ち切りまでの回数に負の数は使えません。</translation>
        </message>
        <message>
            <source>No CUDA driver was found.</source>
            <translation>CUDA ドライバーが見つかりません。</translation>
        </message>
        <message>
            <source>No encoder for %1 is built into this FFmpeg (looked for %2): install one, or choose another --codec.</source>
            <translation>この FFmpeg には %1 のエンコーダーがありません（探したもの：%2）。導入するか、別のコーデックを選んでください。</translation>
        </message>
        <message>
            <source>No file matches the pattern “%1”.</source>
            <translation>パターン「%1」に合うファイルがありません。</translation>
        </message>
        <message>
            <source>No frame of it has neighbours on both sides in its own shot.</source>
            <translation>同じショット内で両側に隣のフレームがあるものが 1 枚もありません。</translation>
        </message>
        <message>
            <source>No usable clip is marked as held out. Mark one, or let the split be automatic.</source>
            <translation>評価用に指定された使えるクリップがありません。1 つ指定するか、分割を自動にしてください。</translation>
        </message>
        <message>
            <source>None of the footage can be used: %1</source>
            <translation>使える素材がありません：%1</translation>
        </message>
        <message>
            <source>Numbers of steps cannot be negative.</source>
            <translation>ステップ数に負の数は使えません。</translation>
        </message>
        <message>
            <source>One clip cannot be split by clip: add another one, or split it by shot.</source>
            <translation>クリップが 1 本だけではクリップ単位で分割できません。もう 1 本追加するか、ショット単位で分割してください。</translation>
        </message>
        <message>
            <source>Only mkv holds attachments.</source>
            <translation>添付ファイルを入れられるのは mkv だけです。</translation>
        </message>
        <message>
            <source>Only one video stream is interpolated.</source>
            <translation>補間する映像ストリームは 1 つだけです。</translation>
        </message>
        <message>
            <source>OpenEXR holds linear light: it is encoded with the sRGB curve.</source>
            <translation>OpenEXR はリニア値のため、sRGB カーブで変換します。</translation>
        </message>
        <message>
            <source>Optical flow needs two RGB float frames of one size, not %1 and %2.</source>
            <translation>オプティカルフローには同じ大きさの RGB 浮動小数点フレームが 2 枚必要です（渡されたもの：%1 と %2）。</translation>
        </message>
        <message>
            <source>PWC-Net was replaced by classical (DIS) optical flow, which has no parameters.</source>
            <translation>PWC-Net を、パラメーターを持たない従来型（DIS）のオプティカルフローに置き換えました。</translation>
        </message>
        <message>
            <source>Pruning needs a trained network to start from; new weights have nothing to prune.</source>
            <translation>枝刈りには学習済みのネットワークが必要です。新しい重みには刈るものがありません。</translation>
        </message>
        <message>
            <source>Reading the footage takes a good part of the budget: it is long.</source>
            <translation>素材が長いため、読み込みだけで予算のかなりの部分を使います。</translation>
        </message>
        <message>
            <source>ST-MFNet Mini with classical flow (Mini-flow), published widths</source>
            <translation>古典的なフローを加えた ST-MFNet Mini（Mini-flow）、公開されている幅</translation>
        </message>
        <message>
            <source>ST-MFNet Mini with classical flow (Mini-flow), widths of its own</source>
            <translation>古典的なフローを加えた ST-MFNet Mini（Mini-flow）、独自の幅</translation>
        </message>
        <message>
            <source>ST-MFNet Mini, published widths</source>
            <translation>ST-MFNet Mini、公開されている幅</translation>
        </message>
        <message>
            <source>ST-MFNet Mini, widths of its own</source>
            <translation>ST-MFNet Mini、独自の幅</translation>
        </message>
        <message>
            <source>ST-MFNet with PWC-Net (teacher), published widths</source>
            <translation>PWC-Net 付きの ST-MFNet（教師モデル）、公開されている幅</translation>
        </message>
        <message>
            <source>ST-MFNet with PWC-Net (teacher), widths of its own</source>
            <translation>PWC-Net 付きの ST-MFNet（教師モデル）、独自の幅</translation>
        </message>
        <message>
            <source>Say under which licence “%1” may be used (--licence; “unknown” is an answer).</source>
            <translation>「%1」の利用条件（ライセンス）を入力してください。不明なら “unknown” でかまいません。</translation>
        </message>
        <message>
            <source>Scores are on frames left out of held-out footage, made from their second neighbours: the network saw twice the motion it will see in earnest.</source>
            <translation>評価値は、評価用素材から除いたフレームを 1 枚おきの隣のフレームから作って測りました。実際の 2 倍の動きを補間したことになります。</translation>
        </message>
        <message>
            <source>Something unforeseen went wrong: %1.</source>
            <translation>予期しない問題が起きました：%1</translation>
        </message>
        <message>
            <source>Standard output takes mkv or webm only, not %1: use --container mkv.</source>
            <translation>標準出力に書けるのは mkv と webm だけです（指定：%1）。</translation>
        </message>
        <message>
            <source>Stretched with the picture and encoded as %1.</source>
            <translation>映像に合わせて伸ばし、%1 でエンコードしました。</translation>
        </message>
        <message>
            <source>Targets of time and memory need the width and height they are measured at.</source>
            <translation>時間とメモリーの目標値には、測定する幅と高さが必要です。</translation>
        </message>
        <message>
            <source>Text cannot be written on pictures: this FFmpeg has no drawtext.</source>
            <translation>画像に文字を書けません。この FFmpeg には drawtext がありません。</translation>
        </message>
        <message>
            <source>Text cannot be written on pictures; install a font such as DejaVu Sans.</source>
            <translation>画像に文字を書けません。DejaVu Sans などのフォントを導入してください。</translation>
        </message>
        <message>
            <source>The CUDA driver finds no graphics card.</source>
            <translation>CUDA ドライバーが GPU を見つけられません。</translation>
        </message>
        <message>
            <source>The CUDA part could not be loaded: %1</source>
            <translation>CUDA の部品を読み込めませんでした：%1</translation>
        </message>
        <message>
            <source>The GIF palette cannot be made: %1.</source>
            <translation>GIF のパレットを作れません：%1</translation>
        </message>
        <message>
            <source>The budget allows only %1 steps, which change little. More minutes or threads would help.</source>
            <translation>この予算では %1 ステップしか学習できず、ほとんど変わりません。時間かスレッド数を増やすと改善します。</translation>
        </message>
        <message>
            <source>The checkpoint does not fit its network: the optimizer's state of %1 is missing or misshapen. Start the run anew.</source>
            <translation>チェックポイントがネットワークに合いません（%1 の最適化状態がないか、形が違います）。最初からやり直してください。</translation>
        </message>
        <message>
            <source>The checkpoint “%1” is missing or damaged, so the run cannot go on. Start it anew in another folder.</source>
            <translation>チェックポイント「%1」がないか壊れているため、続けられません。別のフォルダーで最初からやり直してください。</translation>
        </message>
        <message>
            <source>The clip is long: only its first %1 frames were looked at.</source>
            <translation>クリップが長いため、最初の %1 フレームだけを調べました。</translation>
        </message>
        <message>
            <source>The demo clip is not installed; open a clip of your own instead.</source>
            <translation>デモ映像が導入されていません。手元のクリップを開いてください。</translation>
        </message>
        <message>
            <source>The densities alone did not reach the pruning target: all widths were scaled by %1 besides. More pruning steps would choose better.</source>
            <translation>密度だけでは枝刈りの目標に届かなかったため、すべての幅をさらに %1 倍にしました。枝刈りのステップを増やすと、より良く選べます。</translation>
        </message>
        <message>
            <source>The densities fell below what the pruning target asks: all widths were scaled by %1, to the largest network that meets it.</source>
            <translation>密度が枝刈りの目標を下回ったため、目標を満たす範囲でいちばん大きくなるよう、すべての幅を %1 倍にしました。</translation>
        </message>
        <message>
            <source>The depth for a target rate can be 1 to 4, not %1.</source>
            <translation>フレームレート指定時の分割の深さは 1～4 です（指定：%1）。</translation>
        </message>
        <message>
            <source>The device “%1” cannot be used: %2 Choose --device cpu.</source>
            <translation>実行装置「%1」を使えません：%2 CPU を選んでください。</translation>
        </message>
        <message>
            <source>The encoder %1 cannot be opened for %2 at %3: %4.</source>
            <translation>エンコーダー %1 を %2（%3）で開けません：%4</translation>
        </message>
        <message>
            <source>The encoder %1 failed: %2.</source>
            <translation>エンコーダー %1 が失敗しました：%2</translation>
        </message>
        <message>
            <source>The encoder %1 is not built into this FFmpeg.</source>
            <translation>この FFmpeg にはエンコーダー %1 がありません。</translation>
        </message>
        <message>
            <source>The factor can be 2, 4 or 8, not %1; give a target rate for anything else.</source>
            <translation>倍率は 2、4、8 のいずれかです（指定：%1）。それ以外はフレームレートで指定してください。</translation>
        </message>
        <message>
            <source>The file equals “%1” and is not used again.</source>
            <translation>「%1」と同じファイルのため、重ねては使いません。</translation>
        </message>
        <message>
            <source>The file is broken after some frames; only those before are used.</source>
            <translation>ファイルが途中で壊れています。その前のフレームだけを使います。</translation>
        </message>
        <message>
            <source>The file names no colour matrix: BT.601 (NTSC) is assumed from the size.</source>
            <translation>ファイルに色変換行列の記載がないため、大きさから BT.601（NTSC）とみなしました。</translation>
        </message>
        <message>
            <source>The file names no colour matrix: BT.601 (PAL) is assumed from the size.</source>
            <translation>ファイルに色変換行列の記載がないため、大きさから BT.601（PAL）とみなしました。</translation>
        </message>
        <message>
            <source>The file names no colour matrix: BT.709 is assumed from the size.</source>
            <translation>ファイルに色変換行列の記載がないため、大きさから BT.709 とみなしました。</translation>
        </message>
        <message>
            <source>The file names no sample range: limited range is assumed.</source>
            <translation>ファイルに値の範囲の記載がないため、リミテッドレンジとみなしました。</translation>
        </message>
        <message>
            <source>The flow branch carried next to nothing and was dropped, as in the published Mini.</source>
            <translation>フローの枝はほとんど寄与していなかったため、公開されている Mini と同じく取り除きました。</translation>
        </message>
        <message>
            <source>The folder of your models cannot be made (%1): %2.</source>
            <translation>モデル用のフォルダー（%1）を作れません：%2</translation>
        </message>
        <message>
            <source>The folder “%1” cannot be made: %2.</source>
            <translation>フォルダー「%1」を作れません：%2</translation>
        </message>
        <message>
            <source>The folder “%1” cannot be read: %2.</source>
            <translation>フォルダー「%1」を読めません：%2</translation>
        </message>
        <message>
            <source>The folder “%1” cannot be written to. Check its permissions.</source>
            <translation>フォルダー「%1」に書き込めません。権限を確かめてください。</translation>
        </message>
        <message>
            <source>The folder “%1” does not exist.</source>
            <translation>フォルダー「%1」がありません。</translation>
        </message>
        <message>
            <source>The folder “%1” holds a run already. Resume it, or choose another folder.</source>
            <translation>フォルダー「%1」にはすでに実行結果があります。再開するか、別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>The folder “%1” holds no pictures.</source>
            <translation>フォルダー「%1」に画像がありません。</translation>
        </message>
        <message>
            <source>The footage is a single shot of %1 frames: too short to hold a part of it out. Add a second clip.</source>
            <translation>素材が %1 フレームの 1 ショットだけで、評価用に分けるには短すぎます。クリップを追加してください。</translation>
        </message>
        <message>
            <source>The footage is a single shot: its end is held out, after a gap. Scores on it say little about other footage; add clips for a fair check.</source>
            <translation>素材が 1 ショットだけのため、間を空けて末尾を評価用にします。ほかの素材での性能はほとんど分かりません。公平に確かめるにはクリップを追加してください。</translation>
        </message>
        <message>
            <source>The frame rate of “%1” must be above zero.</source>
            <translation>「%1」のフレームレートは 0 より大きくしてください。</translation>
        </message>
        <message>
            <source>The held-out share must lie between 0 and 1, for example 0.2.</source>
            <translation>評価用の割合は 0 から 1 の間にしてください（例：0.2）。</translation>
        </message>
        <message>
            <source>The job cannot be saved: a file name in it is not UTF-8, as JSON needs. Rename the file or link to it under another name.</source>
            <translation>ジョブを保存できません。ファイル名が UTF-8 ではありません。名前を変えるか、別名のリンクを使ってください。</translation>
        </message>
        <message>
            <source>The job has an unknown key, “%1”: a typing error, or a job of a newer version.</source>
            <translation>ジョブに不明な項目「%1」があります。書き間違いか、新しい版のジョブです。</translation>
        </message>
        <message>
            <source>The job has no “version”: this program writes and reads version %1.</source>
            <translation>ジョブに “version” がありません。このプログラムが読み書きするのはバージョン %1 です。</translation>
        </message>
        <message>
            <source>The job has version %1; this program reads version %2.</source>
            <translation>ジョブのバージョンは %1 ですが、このプログラムが読めるのはバージョン %2 です。</translation>
        </message>
        <message>
            <source>The job is not valid JSON (%1).</source>
            <translation>ジョブが正しい JSON ではありません（%1）。</translation>
        </message>
        <message>
            <source>The job must be a JSON object in braces.</source>
            <translation>ジョブは波括弧で囲んだ JSON オブジェクトでなければなりません。</translation>
        </message>
        <message>
            <source>The job was begun on %1 and went on on %2: its frames may differ a little.</source>
            <translation>ジョブは %1 で始まり %2 で続けられました。フレームがわずかに異なることがあります。</translation>
        </message>
        <message>
            <source>The job was begun with “%1” (%2, %3) and cannot go on with “%4” (%5, %6): choose the same model and precision, or start the job anew.</source>
            <translation>ジョブは「%1」（%2、%3）で始まったため、「%4」（%5、%6）では続けられません。同じモデルと精度を選ぶか、最初からやり直してください。</translation>
        </message>
        <message>
            <source>The least width and the multiple of widths must be above zero.</source>
            <translation>最小の幅と幅の倍数は 0 より大きくしてください。</translation>
        </message>
        <message>
            <source>The loss keeps becoming infinite although the learning rate was halved %1 times. Choose a lower learning rate or another starting model.</source>
            <translation>学習率を %1 回半分にしても損失が発散します。学習率を下げるか、別のモデルから始めてください。</translation>
        </message>
        <message>
            <source>The model card “%1” has no weights “%2” beside it.</source>
            <translation>モデルカード「%1」の隣に重み「%2」がありません。</translation>
        </message>
        <message>
            <source>The model card “%1” is for the id “%2”; file name and id must agree.</source>
            <translation>モデルカード「%1」の ID は「%2」です。ファイル名と ID を一致させてください。</translation>
        </message>
        <message>
            <source>The model “%1” is not installed: no trained weights of it come with the program. Import the authors' checkpoint or your own (nakawari-cli models import FILE.pth --name %1 --licence …), or choose another model instead.</source>
            <translation>モデル「%1」は導入されていません。学習済みの重みは付属していないため、著者の公開ファイルまたは手元のファイルを読み込むか（nakawari-cli models import FILE.pth --name %1 --licence …）、別のモデルを選んでください。</translation>
        </message>
        <message>
            <source>The model “%1” makes pictures with values that are not numbers; its file may be damaged. Try another model.</source>
            <translation>モデル「%1」の出力に数でない値があります。ファイルが壊れているおそれがあります。別のモデルを試してください。</translation>
        </message>
        <message>
            <source>The model “%1” predicted values that are not numbers. Its weights may be damaged: check the file or choose another model.</source>
            <translation>モデル「%1」が数でない値を出しました。重みが壊れているおそれがあります。ファイルを確かめるか、別のモデルを選んでください。</translation>
        </message>
        <message>
            <source>The network has no parameter called %1.</source>
            <translation>ネットワークに %1 というパラメーターはありません。</translation>
        </message>
        <message>
            <source>The network needs four RGB float frames of one size, not %1.</source>
            <translation>ネットワークには同じ大きさの RGB 浮動小数点フレームが 4 枚必要です（渡されたもの：%1）。</translation>
        </message>
        <message>
            <source>The output “%1” has no ending that names a format: end it with one of %2, or use --container.</source>
            <translation>出力「%1」の拡張子から形式が分かりません。%2 のいずれかにするか、コンテナーを指定してください。</translation>
        </message>
        <message>
            <source>The picture cannot be encoded as %1: %2.</source>
            <translation>画像を %1 としてエンコードできません：%2</translation>
        </message>
        <message>
            <source>The picture “%1” is damaged; %2 were read before it.</source>
            <translation>画像「%1」が壊れています。その前の %2 枚は読めました。</translation>
        </message>
        <message>
            <source>The pictures are smaller than the crops of %1 pixels; the clip is not used.</source>
            <translation>映像が切り出しの大きさ（%1 ピクセル）より小さいため、このクリップは使いません。</translation>
        </message>
        <message>
            <source>The plan cannot run: %1</source>
            <translation>この計画は実行できません：%1</translation>
        </message>
        <message>
            <source>The plan has no steps, neither of pruning nor of distillation.</source>
            <translation>計画に枝刈りのステップも知識蒸留のステップもありません。</translation>
        </message>
        <message>
            <source>The plan names no clip to train on.</source>
            <translation>計画に学習用のクリップがありません。</translation>
        </message>
        <message>
            <source>The plan of the run “%1” is broken: %2</source>
            <translation>「%1」の計画が壊れています：%2</translation>
        </message>
        <message>
            <source>The precision must be auto, fp32 or bf16.</source>
            <translation>演算精度は auto、fp32、bf16 のいずれかにしてください。</translation>
        </message>
        <message>
            <source>The preset cannot be written to “%1”: %2.</source>
            <translation>プリセットを「%1」に書き込めません：%2</translation>
        </message>
        <message>
            <source>The preset “%1” cannot be removed: %2.</source>
            <translation>プリセット「%1」を削除できません：%2</translation>
        </message>
        <message>
            <source>The preset “%1” is broken; it must be a JSON object with a “job” in it.</source>
            <translation>プリセット「%1」が壊れています。“job” を含む JSON オブジェクトでなければなりません。</translation>
        </message>
        <message>
            <source>The pruning target was not reached even at the narrowest widths.</source>
            <translation>最も狭い幅でも枝刈りの目標に届きませんでした。</translation>
        </message>
        <message>
            <source>The queue could not be saved: %1</source>
            <translation>キューを保存できませんでした：%1</translation>
        </message>
        <message>
            <source>The queue “%1” is used by another program or cannot be written: what is queued here is not saved.</source>
            <translation>キュー「%1」は別のプログラムが使用中か、書き込めません。ここで追加したものは保存されません。</translation>
        </message>
        <message>
            <source>The recipe cannot be saved: a name in it is not UTF-8, as JSON needs.</source>
            <translation>レシピを保存できません。名前が UTF-8 ではありません。</translation>
        </message>
        <message>
            <source>The recipe has an unknown key, “%1”: a typing error, or a recipe of a newer version.</source>
            <translation>レシピに不明な項目「%1」があります。書き間違いか、新しい版のレシピです。</translation>
        </message>
        <message>
            <source>The recipe has no “version”: this program writes and reads version %1.</source>
            <translation>レシピに “version” がありません。このプログラムが読み書きするのはバージョン %1 です。</translation>
        </message>
        <message>
            <source>The recipe has version %1; this program reads version %2.</source>
            <translation>レシピのバージョンは %1 ですが、このプログラムが読めるのはバージョン %2 です。</translation>
        </message>
        <message>
            <source>The recipe is not valid JSON (%1).</source>
            <translation>レシピが正しい JSON ではありません（%1）。</translation>
        </message>
        <message>
            <source>The recipe must be a JSON object in braces.</source>
            <translation>レシピは波括弧で囲んだ JSON オブジェクトでなければなりません。</translation>
        </message>
        <message>
            <source>The report cannot be saved: a file name in it is not UTF-8, as JSON needs. Rename the file or link to it under another name.</source>
            <translation>レポートを保存できません。ファイル名が UTF-8 ではありません。名前を変えるか、別名のリンクを使ってください。</translation>
        </message>
        <message>
            <source>The report has an unknown key, “%1”: it was changed by hand, or written by a newer version.</source>
            <translation>レポートに不明な項目「%1」があります。手で変更されたか、新しい版で書かれたものです。</translation>
        </message>
        <message>
            <source>The report has no “version”: this program writes and reads version %1.</source>
            <translation>レポートに “version” がありません。このプログラムが読み書きするのはバージョン %1 です。</translation>
        </message>
        <message>
            <source>The report has version %1; this program reads version %2.</source>
            <translation>レポートのバージョンは %1 ですが、このプログラムが読めるのはバージョン %2 です。</translation>
        </message>
        <message>
            <source>The report is not valid JSON (%1).</source>
            <translation>レポートが正しい JSON ではありません（%1）。</translation>
        </message>
        <message>
            <source>The report must be a JSON object in braces.</source>
            <translation>レポートは波括弧で囲んだ JSON オブジェクトでなければなりません。</translation>
        </message>
        <message>
            <source>The report needs a text “%1” that “%2” does not have; install the program again.</source>
            <translation>レポートに必要な文「%1」が「%2」にありません。プログラムを導入し直してください。</translation>
        </message>
        <message>
            <source>The report “%1” cannot be written: %2. Choose another folder.</source>
            <translation>レポート「%1」を書き込めません：%2 別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>The results cannot be written to “%1”: %2.</source>
            <translation>結果を「%1」に書き込めません：%2</translation>
        </message>
        <message>
            <source>The results cannot be written to “%1”; check the folder, its permissions and the free space.</source>
            <translation>結果を「%1」に書き込めません。フォルダー、権限、空き容量を確かめてください。</translation>
        </message>
        <message>
            <source>The run “%1” has no report yet. Let it finish first.</source>
            <translation>「%1」にはまだレポートがありません。先に最後まで実行してください。</translation>
        </message>
        <message>
            <source>The run “%1” is under way in another process.</source>
            <translation>「%1」は別のプロセスで実行中です。</translation>
        </message>
        <message>
            <source>The saved network scores %1 dB instead of %2 dB when it is loaded again. The file best.pth may be damaged: resume from an earlier copy.</source>
            <translation>保存したネットワークを読み直すと、評価値が %2 dB ではなく %1 dB になりました。best.pth が壊れているおそれがあります。以前の写しから再開してください。</translation>
        </message>
        <message>
            <source>The saved queue could not be read; it was set aside as “%1”.</source>
            <translation>保存されたキューを読めなかったため、「%1」として取りのけました。</translation>
        </message>
        <message>
            <source>The segment file “%1” is damaged: start the job again.</source>
            <translation>区間ファイル「%1」が壊れています。ジョブを最初からやり直してください。</translation>
        </message>
        <message>
            <source>The share of proximal steps must lie between 0 and 1, for example 0.1.</source>
            <translation>近接ステップの割合は 0 から 1 の間にしてください（例：0.1）。</translation>
        </message>
        <message>
            <source>The side of the stored windows must be 128 or 256 pixels.</source>
            <translation>保存する素材片の一辺は 128 または 256 ピクセルにしてください。</translation>
        </message>
        <message>
            <source>The sound (%1) cannot be converted: %2. Try --audio keep or --audio drop.</source>
            <translation>音声（%1）を変換できません：%2 「そのまま残す」か「入れない」を選んでください。</translation>
        </message>
        <message>
            <source>The source is not what it was when the job began, so it cannot be resumed: start it anew.</source>
            <translation>元のファイルがジョブの開始時から変わっているため、再開できません。最初からやり直してください。</translation>
        </message>
        <message>
            <source>The split is listed, and every clip is held out: nothing is left to train on.</source>
            <translation>分割の指定ではすべてのクリップが評価用で、学習用が残っていません。</translation>
        </message>
        <message>
            <source>The split is listed, but no clip is marked as held out: nothing could be measured.</source>
            <translation>分割の指定に評価用のクリップがなく、何も測定できません。</translation>
        </message>
        <message>
            <source>The start of the range must be before its end.</source>
            <translation>範囲の始まりは終わりより前にしてください。</translation>
        </message>
        <message>
            <source>The starting model and the teacher need a name; “none” stands for no model.</source>
            <translation>開始時のモデルと教師モデルには名前が必要です。“none” はモデルなしを表します。</translation>
        </message>
        <message>
            <source>The stored training pictures in “%1” are missing or damaged. Start the run anew.</source>
            <translation>「%1」に保存した学習用の画像がないか壊れています。最初からやり直してください。</translation>
        </message>
        <message>
            <source>The stored windows need a size above zero bytes.</source>
            <translation>保存する素材片の大きさは 0 バイトより大きくしてください。</translation>
        </message>
        <message>
            <source>The subtitles (%1) cannot be converted: %2.</source>
            <translation>字幕（%1）を変換できません：%2</translation>
        </message>
        <message>
            <source>The target rate must be above 0 and at most 1000 frames per second, not %1.</source>
            <translation>フレームレートは 0 より大きく毎秒 1000 フレーム以下にしてください（指定：%1）。</translation>
        </message>
        <message>
            <source>The targets of the pruning must be above zero.</source>
            <translation>枝刈りの目標値は 0 より大きくしてください。</translation>
        </message>
        <message>
            <source>The texts of reports are missing (share/nakawari/report/en.json); install the program again.</source>
            <translation>レポートの文面（share/nakawari/report/en.json）がありません。プログラムを導入し直してください。</translation>
        </message>
        <message>
            <source>The texts of reports in “%1” are missing or broken; install the program again.</source>
            <translation>「%1」のレポートの文面がないか壊れています。プログラムを導入し直してください。</translation>
        </message>
        <message>
            <source>The time was short: of %1 held-out frames that were chosen, %2 were scored.</source>
            <translation>時間が足りなかったため、選んだ評価用フレーム %1 枚のうち %2 枚だけを評価しました。</translation>
        </message>
        <message>
            <source>The training plan cannot be saved: a file name in it is not UTF-8, as JSON needs. Rename the file or link to it under another name.</source>
            <translation>学習計画を保存できません。ファイル名が UTF-8 ではありません。名前を変えるか、別名のリンクを使ってください。</translation>
        </message>
        <message>
            <source>The training plan has an unknown key, “%1”: a typing error, or a plan of a newer version.</source>
            <translation>学習計画に不明な項目「%1」があります。書き間違いか、新しい版の計画です。</translation>
        </message>
        <message>
            <source>The training plan has no “version”: this program writes and reads version %1.</source>
            <translation>学習計画に “version” がありません。このプログラムが読み書きするのはバージョン %1 です。</translation>
        </message>
        <message>
            <source>The training plan has version %1; this program reads version %2.</source>
            <translation>学習計画のバージョンは %1 ですが、このプログラムが読めるのはバージョン %2 です。</translation>
        </message>
        <message>
            <source>The training plan is not valid JSON (%1).</source>
            <translation>学習計画が正しい JSON ではありません（%1）。</translation>
        </message>
        <message>
            <source>The training plan must be a JSON object in braces.</source>
            <translation>学習計画は波括弧で囲んだ JSON オブジェクトでなければなりません。</translation>
        </message>
        <message>
            <source>The unfinished job for “%1” has other settings than this one: resume it as it was, or start anew.</source>
            <translation>「%1」の未完了のジョブは設定が異なります。元の設定で再開するか、最初からやり直してください。</translation>
        </message>
        <message>
            <source>The unfinished job was written with other settings (%1): start it anew.</source>
            <translation>未完了のジョブは別の設定（%1）で書かれたものです。最初からやり直してください。</translation>
        </message>
        <message>
            <source>The validation needs at least one held-out window.</source>
            <translation>検証には少なくとも 1 つの評価用の素材片が必要です。</translation>
        </message>
        <message>
            <source>The video cannot be deinterlaced: %1.</source>
            <translation>インターレースを解除できません：%1</translation>
        </message>
        <message>
            <source>The video in “%1” cannot be decoded: %2.</source>
            <translation>「%1」の映像をデコードできません：%2</translation>
        </message>
        <message>
            <source>The video's timestamps have a gap of %1 s, which cannot be filled at the target rate. Trim the video before or after it.</source>
            <translation>動画の時刻に %1 秒の空きがあり、指定のフレームレートでは埋められません。その前か後だけを切り出してください。</translation>
        </message>
        <message>
            <source>The weights file “%1” does not exist. Check the path.</source>
            <translation>重みのファイル「%1」がありません。パスを確かめてください。</translation>
        </message>
        <message>
            <source>The weights lack the tensor %1.</source>
            <translation>重みにテンソル %1 がありません。</translation>
        </message>
        <message>
            <source>There are no seven frames in a row with motion in one shot; the clip is not used.</source>
            <translation>1 つのショットの中に動きのある連続 7 フレームがないため、このクリップは使いません。</translation>
        </message>
        <message>
            <source>There is a model called “%1” already. Choose another name.</source>
            <translation>「%1」というモデルがすでにあります。別の名前にしてください。</translation>
        </message>
        <message>
            <source>There is a model “%1” already; choose another name, remove it first, or replace it.</source>
            <translation>モデル「%1」がすでにあります。別の名前にするか、先に削除するか、置き換えてください。</translation>
        </message>
        <message>
            <source>There is little to learn from: about %1 windows. More footage with motion would help.</source>
            <translation>学習に使える部分が少なく、約 %1 個の素材片しかありません。動きのある素材を増やすと改善します。</translation>
        </message>
        <message>
            <source>There is no held-out window to check the training on. Add clips with motion.</source>
            <translation>学習を確かめる評価用の素材片がありません。動きのあるクリップを追加してください。</translation>
        </message>
        <message>
            <source>There is no memory for a picture: %1.</source>
            <translation>画像のためのメモリーが足りません：%1</translation>
        </message>
        <message>
            <source>There is no model “%1”. Known models: %2. A path to a .pth file is also taken.</source>
            <translation>モデル「%1」はありません。使えるモデル：%2（.pth ファイルのパスも指定できます）。</translation>
        </message>
        <message>
            <source>There is no start to compare with: the weights were new.</source>
            <translation>重みが新しいため、比較できる出発点がありません。</translation>
        </message>
        <message>
            <source>There is no teacher to compare with.</source>
            <translation>比べる教師モデルがありません。</translation>
        </message>
        <message>
            <source>There is no unfinished job for “%1”; start it anew.</source>
            <translation>「%1」の未完了のジョブはありません。最初から始めてください。</translation>
        </message>
        <message>
            <source>There is no window to train on. Add clips with motion.</source>
            <translation>学習用の素材片がありません。動きのあるクリップを追加してください。</translation>
        </message>
        <message>
            <source>There is not enough memory for a picture of %1×%2: about %3 MB are needed. Close other programs or scale the video down.</source>
            <translation>%1×%2 の画像に必要なメモリー（約 %3 MB）が足りません。ほかのプログラムを閉じるか、動画を縮小してください。</translation>
        </message>
        <message>
            <source>There is not enough memory. Close other programs, or use a smaller picture.</source>
            <translation>メモリーが足りません。ほかのプログラムを閉じるか、小さい映像を使ってください。</translation>
        </message>
        <message>
            <source>There is not enough room for “%1”: about %2 MB are needed, %3 MB are free. Free some space or choose another folder.</source>
            <translation>「%1」のための空きが足りません（必要：約 %2 MB、空き：%3 MB）。空きを増やすか、別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>There is one usable clip only, so the split is by shot instead of by clip.</source>
            <translation>使えるクリップが 1 本だけのため、クリップ単位ではなくショット単位で分割します。</translation>
        </message>
        <message>
            <source>There was no teacher: the network was fine-tuned on the footage itself.</source>
            <translation>教師モデルがないため、素材そのもので微調整しました。</translation>
        </message>
        <message>
            <source>This network cannot be pruned: the tensor %1 is missing or has another shape than its neighbours.</source>
            <translation>このネットワークは枝刈りできません。テンソル %1 がないか、隣の層と形が合いません。</translation>
        </message>
        <message>
            <source>This network needs optical flow, but none was computed.</source>
            <translation>このネットワークにはオプティカルフローが必要ですが、計算されていません。</translation>
        </message>
        <message>
            <source>Threads must lie between 1 and 1024, or be 0 for all cores.</source>
            <translation>スレッド数は 1～1024、または 0（すべてのコア）にしてください。</translation>
        </message>
        <message>
            <source>Time can be stretched 1 to 100 times, not %1 times.</source>
            <translation>時間を伸ばせるのは 1～100 倍です（指定：%1 倍）。</translation>
        </message>
        <message>
            <source>Training failed unexpectedly: %1. The run's folder can be resumed.</source>
            <translation>学習が予期せず失敗しました：%1 フォルダーから再開できます。</translation>
        </message>
        <message>
            <source>Training runs on the CPU: the device must be auto or cpu.</source>
            <translation>学習は CPU で行います。実行装置は auto か cpu にしてください。</translation>
        </message>
        <message>
            <source>Training was stopped by its deadline after %1 of %2 steps.</source>
            <translation>学習は期限により、%2 ステップ中 %1 ステップで終わりました。</translation>
        </message>
        <message>
            <source>Without a teacher and with α = 0 there is nothing to learn from.</source>
            <translation>教師モデルがなく α = 0 では、学習の手本がありません。</translation>
        </message>
        <message>
            <source>baseline without weights</source>
            <translation>重みのないベースライン</translation>
        </message>
        <message>
            <source>fp16 is for graphics cards: on the processor choose bf16 or fp32.</source>
            <translation>fp16 は GPU 用です。CPU では bf16 か fp32 を選んでください。</translation>
        </message>
        <message>
            <source>the file is shorter than it should be</source>
            <translation>ファイルが本来より短くなっています</translation>
        </message>
        <message>
            <source>there are no clips.</source>
            <translation>クリップがありません。</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不明</translation>
        </message>
        <message>
            <source>α of the distillation must not be negative.</source>
            <translation>知識蒸留の α に負の数は使えません。</translation>
        </message>
        <message>
            <source>λ of the pruning must be above zero and ε must not be negative.</source>
            <translation>枝刈りの λ は 0 より大きく、ε は 0 以上にしてください。</translation>
        </message>
        <message>
            <source>“%1” cannot be a model's name; use letters, digits, - and _ (and a dot, but not first).</source>
            <translation>「%1」はモデルの名前に使えません。英数字、-、_（先頭以外ならピリオドも）を使ってください。</translation>
        </message>
        <message>
            <source>“%1” cannot be opened. Check that it exists and that you may read it.</source>
            <translation>「%1」を開けません。ファイルがあるか、読む権限があるかを確かめてください。</translation>
        </message>
        <message>
            <source>“%1” cannot be opened: %2.</source>
            <translation>「%1」を開けません：%2</translation>
        </message>
        <message>
            <source>“%1” cannot be read as the journal of an unfinished job: start the job anew.</source>
            <translation>「%1」を未完了のジョブの記録として読めません。ジョブを最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” cannot be read to its end; check the disk it lies on.</source>
            <translation>「%1」を最後まで読めません。保存されているディスクを確かめてください。</translation>
        </message>
        <message>
            <source>“%1” cannot be read. Check that it exists and that you may read it.</source>
            <translation>「%1」を読めません。ファイルがあるか、読む権限があるかを確かめてください。</translation>
        </message>
        <message>
            <source>“%1” cannot be read. Is “%2” the folder of a training run?</source>
            <translation>「%1」を読めません。「%2」は学習を実行したフォルダーですか？</translation>
        </message>
        <message>
            <source>“%1” cannot be read: %2.</source>
            <translation>「%1」を読めません：%2</translation>
        </message>
        <message>
            <source>“%1” cannot be removed: %2.</source>
            <translation>「%1」を削除できません：%2</translation>
        </message>
        <message>
            <source>“%1” cannot be removed: only models that you imported or trained can.</source>
            <translation>「%1」は削除できません。削除できるのは、読み込んだモデルと学習したモデルだけです。</translation>
        </message>
        <message>
            <source>“%1” cannot be used: the channel counts of its layers do not fit together. The file is damaged or was pruned inconsistently.</source>
            <translation>「%1」は使えません。層のチャンネル数が合っていません。ファイルが壊れているか、枝刈りに矛盾があります。</translation>
        </message>
        <message>
            <source>“%1” cannot be used: the tensor %2 has an impossible shape. The file is damaged or belongs to another network.</source>
            <translation>「%1」は使えません。テンソル %2 の形が正しくありません。ファイルが壊れているか、別のネットワークのものです。</translation>
        </message>
        <message>
            <source>“%1” cannot be written: %2.</source>
            <translation>「%1」に書き込めません：%2</translation>
        </message>
        <message>
            <source>“%1” cannot be written: %2. Choose another folder.</source>
            <translation>「%1」に書き込めません：%2 別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>“%1” cannot be written: %2. Free some space or choose another folder.</source>
            <translation>「%1」に書き込めません：%2 空きを増やすか、別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>“%1” changes its picture size from %2 to %3 after %4 frames; cut it there.</source>
            <translation>「%1」は %4 フレームの後で大きさが %2 から %3 に変わります。そこで切り分けてください。</translation>
        </message>
        <message>
            <source>“%1” changes its pixel format from %2 to %3; the first one is kept.</source>
            <translation>「%1」は途中でピクセル形式が %2 から %3 に変わります。最初の形式を使います。</translation>
        </message>
        <message>
            <source>“%1” contains %2, which plain weights never need, so it was not loaded and nothing in it was run. Save only the network's state_dict with torch.save.</source>
            <translation>「%1」には、重みに必要のない %2 が含まれているため、読み込まず、何も実行しませんでした。ネットワークの state_dict だけを torch.save で保存してください。</translation>
        </message>
        <message>
            <source>“%1” could not be written: %2. Check the folder's permissions and the free space, or choose another folder.</source>
            <translation>「%1」に書き込めませんでした：%2 フォルダーの権限と空き容量を確かめるか、別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>“%1” describes far more tensors than a network of this program can have.</source>
            <translation>「%1」には、このプログラムのネットワークよりはるかに多くのテンソルがあります。</translation>
        </message>
        <message>
            <source>“%1” does not exist or cannot be reached.</source>
            <translation>「%1」がないか、アクセスできません。</translation>
        </message>
        <message>
            <source>“%1” does not exist.</source>
            <translation>「%1」がありません。</translation>
        </message>
        <message>
            <source>“%1” does not fit the network. Tensors: %2. Check that it is an ST-MFNet or ST-MFNet Mini file.</source>
            <translation>「%1」はこのネットワークに合いません。テンソル：%2。ST-MFNet または ST-MFNet Mini のファイルか確かめてください。</translation>
        </message>
        <message>
            <source>“%1” does not hold readable weights (%2). Save the network's state_dict with torch.save again.</source>
            <translation>「%1」に読める重みがありません（%2）。ネットワークの state_dict を torch.save で保存し直してください。</translation>
        </message>
        <message>
            <source>“%1” does not say which job it belongs to, so it cannot be resumed: start the job anew.</source>
            <translation>「%1」がどのジョブのものか分からないため、再開できません。ジョブを最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” ends before the point where the job was interrupted, so it cannot be resumed: start it anew.</source>
            <translation>「%1」はジョブが中断した位置より前で終わっているため、再開できません。最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” ends early: it can be read only as far as %2 s. The first %3 frames were kept in “%4”.</source>
            <translation>「%1」は途中で切れています。読めるのは %2 秒までです。最初の %3 フレームを「%4」に残しました。</translation>
        </message>
        <message>
            <source>“%1” exists already: choose another name, or use --overwrite to replace it.</source>
            <translation>「%1」はすでにあります。別の名前にするか、置き換えを指定してください。</translation>
        </message>
        <message>
            <source>“%1” exists; --overwrite replaces it.</source>
            <translation>「%1」はすでにあります。置き換えを指定すると上書きします。</translation>
        </message>
        <message>
            <source>“%1” gave no frame, so nothing was written.</source>
            <translation>「%1」からフレームを得られなかったため、何も書き出しませんでした。</translation>
        </message>
        <message>
            <source>“%1” has another size than “%2”; the pictures of a window must have one.</source>
            <translation>「%1」は「%2」と大きさが違います。1 つの素材片の画像は同じ大きさでなければなりません。</translation>
        </message>
        <message>
            <source>“%1” has no frame in the chosen range; it is %2 seconds long.</source>
            <translation>「%1」の指定の範囲にフレームがありません。長さは %2 秒です。</translation>
        </message>
        <message>
            <source>“%1” holds no streams; it is damaged or not a video file.</source>
            <translation>「%1」にストリームがありません。壊れているか、動画ではありません。</translation>
        </message>
        <message>
            <source>“%1” holds no video frame that can be decoded.</source>
            <translation>「%1」にデコードできる映像フレームがありません。</translation>
        </message>
        <message>
            <source>“%1” holds no video frame that can be decoded: %2.</source>
            <translation>「%1」にデコードできる映像フレームがありません：%2</translation>
        </message>
        <message>
            <source>“%1” holds no video, only other streams such as sound or subtitles.</source>
            <translation>「%1」には音声や字幕などだけで、映像がありません。</translation>
        </message>
        <message>
            <source>“%1” holds no video.</source>
            <translation>「%1」に映像がありません。</translation>
        </message>
        <message>
            <source>“%1” holds no weights. Save the network's state_dict with torch.save.</source>
            <translation>「%1」に重みがありません。ネットワークの state_dict を torch.save で保存してください。</translation>
        </message>
        <message>
            <source>“%1” holds nothing to evaluate: no video, no frames, no folders with frame0 … frame3 and framet, and no folders of at least seven frames.</source>
            <translation>「%1」に評価できるものがありません（動画、フレーム、frame0 … frame3 と framet のフォルダー、7 フレーム以上のフォルダーのいずれもありません）。</translation>
        </message>
        <message>
            <source>“%1” holds results of other clips, models or options; choose another folder, or begin anew with --overwrite.</source>
            <translation>「%1」には別のクリップ、モデル、設定の結果があります。別のフォルダーを選ぶか、置き換えを指定して最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” holds something other than tensors (“%2”). Save the network's state_dict with torch.save.</source>
            <translation>「%1」にテンソル以外のもの（「%2」）があります。ネットワークの state_dict を torch.save で保存してください。</translation>
        </message>
        <message>
            <source>“%1” holds the tensor “%2” twice.</source>
            <translation>「%1」にテンソル「%2」が 2 つあります。</translation>
        </message>
        <message>
            <source>“%1” is a TorchScript program, not a weights file. In Python, save the network's weights instead: torch.save(model.state_dict(), "new.pth").</source>
            <translation>「%1」は重みのファイルではなく TorchScript のプログラムです。Python で重みを保存してください：torch.save(model.state_dict(), "new.pth")</translation>
        </message>
        <message>
            <source>“%1” is a ZIP file without PyTorch weights in it. Choose the .pth file itself.</source>
            <translation>「%1」は PyTorch の重みを含まない ZIP ファイルです。.pth ファイルそのものを選んでください。</translation>
        </message>
        <message>
            <source>“%1” is a built-in method; choose another name.</source>
            <translation>「%1」は組み込みの手法の名前です。別の名前にしてください。</translation>
        </message>
        <message>
            <source>“%1” is a compressed or encrypted ZIP file. PyTorch saves weights without compression: use the file that torch.save wrote.</source>
            <translation>「%1」は圧縮または暗号化された ZIP ファイルです。PyTorch は圧縮せずに保存します。torch.save が書いたファイルを使ってください。</translation>
        </message>
        <message>
            <source>“%1” is a folder, not a video file.</source>
            <translation>「%1」は動画ではなくフォルダーです。</translation>
        </message>
        <message>
            <source>“%1” is a method without weights: it cannot be trained or imitated. Choose a network, or none.</source>
            <translation>「%1」は重みのない手法で、学習にも手本にも使えません。ネットワークを選ぶか、なしにしてください。</translation>
        </message>
        <message>
            <source>“%1” is a method without weights; there is nothing to export.</source>
            <translation>「%1」は重みのない手法のため、書き出すものがありません。</translation>
        </message>
        <message>
            <source>“%1” is a playlist or a network description (%2), not a video; open the video file itself.</source>
            <translation>「%1」は動画ではなく再生リストまたは配信の記述（%2）です。動画ファイルそのものを開いてください。</translation>
        </message>
        <message>
            <source>“%1” is cut short or damaged (%2). Copy or download it again.</source>
            <translation>「%1」は途中で切れているか壊れています（%2）。もう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>“%1” is damaged or cut short: %2 frames could be read (%3).</source>
            <translation>「%1」は壊れているか途中で切れています。%2 フレームは読めました（%3）。</translation>
        </message>
        <message>
            <source>“%1” is damaged or incomplete: %2.</source>
            <translation>「%1」は壊れているか不完全です：%2</translation>
        </message>
        <message>
            <source>“%1” is damaged. Start the run anew in another folder.</source>
            <translation>「%1」は壊れています。別のフォルダーで最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” is damaged; remove it, or begin anew with --overwrite.</source>
            <translation>「%1」は壊れています。削除するか、置き換えを指定して最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” is empty.</source>
            <translation>「%1」は空です。</translation>
        </message>
        <message>
            <source>“%1” is empty. Copy or download it again.</source>
            <translation>「%1」は空です。もう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>“%1” is in the plan twice: a held-out clip could be trained on.</source>
            <translation>「%1」が計画に 2 回あります。評価用のクリップで学習してしまうおそれがあります。</translation>
        </message>
        <message>
            <source>“%1” is incomplete: the values of a tensor are missing or of another size than announced. Copy or download it again.</source>
            <translation>「%1」は不完全です。テンソルの値がないか、大きさが合いません。もう一度コピーまたはダウンロードしてください。</translation>
        </message>
        <message>
            <source>“%1” is no device. Choose auto, cpu, cuda or cuda:N.</source>
            <translation>「%1」という実行装置はありません。auto、cpu、cuda、cuda:N のいずれかを選んでください。</translation>
        </message>
        <message>
            <source>“%1” is no precision; use auto, fp32, bf16 or fp16.</source>
            <translation>「%1」という演算精度はありません。auto、fp32、bf16、fp16 のいずれかを選んでください。</translation>
        </message>
        <message>
            <source>“%1” is not a PyTorch weights file. A web page or a placeholder saved instead of the download looks like this: download it again.</source>
            <translation>「%1」は PyTorch の重みのファイルではありません。ダウンロードの代わりにウェブページなどが保存されたようです。もう一度ダウンロードしてください。</translation>
        </message>
        <message>
            <source>“%1” is not a file that can be opened. Check that it exists and that you may read it.</source>
            <translation>「%1」は開けるファイルではありません。ファイルがあるか、読む権限があるかを確かめてください。</translation>
        </message>
        <message>
            <source>“%1” is not a format that can be written: use one of %2.</source>
            <translation>「%1」は書き出せる形式ではありません。%2 のいずれかを使ってください。</translation>
        </message>
        <message>
            <source>“%1” is not a network of the ST-MFNet family: the tensor %2 is missing. Choose a Mini, Mini-flow or teacher weights file.</source>
            <translation>「%1」は ST-MFNet 系のネットワークではありません（テンソル %2 がありません）。Mini、Mini-flow、教師モデルの重みを選んでください。</translation>
        </message>
        <message>
            <source>“%1” is not a picture.</source>
            <translation>「%1」は画像ではありません。</translation>
        </message>
        <message>
            <source>“%1” is not a speed of the encoder %2: choose one of %3, or its own number from 0 (fastest) to %4 (slowest).</source>
            <translation>「%1」というエンコード速度は %2 にありません。%3 のいずれか、または独自の番号 0（最速）～%4（最低速）から選んでください。</translation>
        </message>
        <message>
            <source>“%1” is not a speed of the encoder %2: choose one of %3, or its own number from 0 (slowest) to %4 (fastest).</source>
            <translation>「%1」というエンコード速度は %2 にありません。%3 のいずれか、または独自の番号 0（最低速）～%4（最速）から選んでください。</translation>
        </message>
        <message>
            <source>“%1” is not a speed of the encoder %2: choose one of %3, or its own p1 (fastest) to p%4 (slowest).</source>
            <translation>「%1」というエンコード速度は %2 にありません。%3 のいずれか、または独自の p1（最速）～p%4（最低速）から選んでください。</translation>
        </message>
        <message>
            <source>“%1” is not a valid model card (%2). Correct it, or remove it to use the weights without a card.</source>
            <translation>「%1」は正しいモデルカードではありません（%2）。直すか、削除して重みだけを使ってください。</translation>
        </message>
        <message>
            <source>“%1” is not a video file that this program can read.</source>
            <translation>「%1」はこのプログラムで読める動画ではありません。</translation>
        </message>
        <message>
            <source>“%1” is not an ordinary file; save the video to a file first.</source>
            <translation>「%1」は通常のファイルではありません。先に動画をファイルに保存してください。</translation>
        </message>
        <message>
            <source>“%1” is not the file that its model card describes: it was changed or damaged (SHA-256 begins with %2 instead of %3). Install the model again, or remove the card if you replaced the weights on purpose.</source>
            <translation>「%1」はモデルカードの記載と異なります。変更されたか壊れています（SHA-256 の先頭が %3 ではなく %2）。モデルを導入し直すか、意図して置き換えた場合はカードを削除してください。</translation>
        </message>
        <message>
            <source>“%1” is not what it was when the job began, so it cannot be resumed: start it anew.</source>
            <translation>「%1」がジョブの開始時から変わっているため、再開できません。最初からやり直してください。</translation>
        </message>
        <message>
            <source>“%1” lists no triplet whose pictures and outer neighbours exist; each line names three pictures, the second to be predicted.</source>
            <translation>「%1」に、画像と外側の隣の画像がそろった三つ組がありません。各行に 3 枚の画像を書き、2 枚目が予測の対象です。</translation>
        </message>
        <message>
            <source>“%1” names one picture, but a video is many: put a number in the name, such as frame_%04d%2, or name a folder.</source>
            <translation>「%1」は画像 1 枚の名前です。frame_%04d%2 のように番号を入れるか、フォルダーを指定してください。</translation>
        </message>
        <message>
            <source>“%1” no longer gives the frames it gave before; open it again.</source>
            <translation>「%1」の内容が前と変わっています。開き直してください。</translation>
        </message>
        <message>
            <source>“%1” predicts values that are not numbers; its weights are damaged.</source>
            <translation>「%1」が数でない値を出しました。重みが壊れています。</translation>
        </message>
        <message>
            <source>“%1” reaches %2 dB and an SSIM of %3 before training, on %4 held-out frames of %5. Suggested for a smaller network: at most %6 dB less.</source>
            <translation>「%1」は学習前に、評価用フレーム %4 枚（%5）で %2 dB、SSIM %3 でした。小さくするネットワークの目標として、低下を %6 dB 以内に抑えることを提案しました。</translation>
        </message>
        <message>
            <source>“%1” reaches %2 dB and an SSIM of %3 before training, on %4 held-out frames of %5. Suggested: %6 dB more.</source>
            <translation>「%1」は学習前に、評価用フレーム %4 枚（%5）で %2 dB、SSIM %3 でした。これより %6 dB 高い値を目標として提案しました。</translation>
        </message>
        <message>
            <source>“%1” stores its pictures as %2, which cannot be read.</source>
            <translation>「%1」の画像は %2 形式で、読めません。</translation>
        </message>
        <message>
            <source>“%1” uses the codec %2, for which there is no decoder here.</source>
            <translation>「%1」のコーデック %2 に対応するデコーダーがありません。</translation>
        </message>
        <message>
            <source>“%1” was saved in the format that PyTorch used before 1.6. Convert it with a current PyTorch: torch.save(torch.load("%1", weights_only=True), "new.pth").</source>
            <translation>「%1」は PyTorch 1.6 より前の形式です。新しい PyTorch で変換してください：torch.save(torch.load("%1", weights_only=True), "new.pth")</translation>
        </message>
        <message>
            <source>“%1” was saved on a big-endian machine, which is not supported. Save it again on a PC.</source>
            <translation>「%1」はビッグエンディアンの機械で保存されたもので、対応していません。PC で保存し直してください。</translation>
        </message>
        <message>
            <source>“%1” would be larger than 4 GB, which is more than weights files of this program may have.</source>
            <translation>「%1」が 4 GB を超えます。このプログラムの重みファイルの上限を超えています。</translation>
        </message>
        <message>
            <source>“%1”, optical flow without a network, reaches %2 dB and an SSIM of %3 on %4 held-out frames of %5. Suggested for new weights: no less.</source>
            <translation>ネットワークを使わないオプティカルフロー（%1）は、評価用フレーム %4 枚（%5）で %2 dB、SSIM %3 でした。新しい重みには、これを下回らないことを目標として提案しました。</translation>
        </message>
        <message>
            <source>“%1”: %2 damaged parts of the video were skipped.</source>
            <translation>「%1」：動画の壊れた部分を %2 か所飛ばしました。</translation>
        </message>
        <message>
            <source>“%1”: %2 missing or backward timestamps were repaired.</source>
            <translation>「%1」：欠けた、または逆行した時刻を %2 か所修正しました。</translation>
        </message>
        <message>
            <source>“%1”: a damaged part of the video was skipped: %2.</source>
            <translation>「%1」：動画の壊れた部分を飛ばしました：%2</translation>
        </message>
    </context>
</TS>
