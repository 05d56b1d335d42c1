<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>nakawari::AboutDialog</name>
    <message>
        <source>About Nakawari</source>
        <translation>Nakawari について</translation>
    </message>
    <message>
        <source>Puts new frames between the frames of a video with ST-MFNet Mini, a network made from ST-MFNet by pruning and knowledge distillation.</source>
        <translation>ST-MFNet を枝刈りと知識蒸留で軽量化したネットワーク ST-MFNet Mini を使い、動画のフレームの間に新しいフレームを作ります。</translation>
    </message>
    <message>
        <source>Papers: arXiv 2302.08455 (Mini) and arXiv 2111.15483 (ST-MFNet). Neither their authors nor their institutions have anything to do with this program.</source>
        <translation>論文：arXiv 2302.08455（Mini）、arXiv 2111.15483（ST-MFNet）。著者および所属機関はこのプログラムに関与していません。</translation>
    </message>
    <message>
        <source>Free software under GPL-3.0-or-later. There is no warranty, to the extent that the law permits.</source>
        <translation>GPL-3.0 以降で利用できる自由ソフトウェアです。法の許す範囲で、いかなる保証もありません。</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>使用しているソフトウェア</translation>
    </message>
</context>
<context>
    <name>nakawari::EmptyView</name>
    <message>
        <source>Drop a video here to put new frames between its frames</source>
        <translation>ここに動画をドロップすると、フレームの間を補間できます</translation>
    </message>
    <message>
        <source>Videos, folders of pictures, and saved jobs</source>
        <translation>動画、連番画像のフォルダー、保存したジョブ</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Try the demo clip</source>
        <translation>デモ映像で試す</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>最近開いたファイル</translation>
    </message>
</context>
<context>
    <name>nakawari::EngineBridge</name>
    <message>
        <source>Repeat</source>
        <translation>フレームの繰り返し</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>ブレンド</translation>
    </message>
    <message>
        <source>Optical flow (DIS)</source>
        <translation>オプティカルフロー (DIS)</translation>
    </message>
    <message>
        <source>FFmpeg minterpolate</source>
        <translation>FFmpeg の minterpolate</translation>
    </message>
</context>
<context>
    <name>nakawari::ExportDialog</name>
    <message>
        <source>Job settings</source>
        <translation>ジョブの設定</translation>
    </message>
    <message>
        <source>Frames and time</source>
        <translation>フレームと時間</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Multiply the frames</source>
        <translation>フレーム数を増やす</translation>
    </message>
    <message>
        <source>To a frame rate</source>
        <translation>フレームレートを指定</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>スローモーション</translation>
    </message>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
    <message>
        <source>Sixteenths: truer positions, more new frames</source>
        <translation>1/16 刻み：位置がより正確になり、新しいフレームが増えます</translation>
    </message>
    <message>
        <source>For a frame rate, new frames lie at eighths between source frames; with this at sixteenths.</source>
        <translation>フレームレートを指定すると、新しいフレームは元フレーム間の 1/8 刻みの位置に作られます。これを選ぶと 1/16 刻みになります。</translation>
    </message>
    <message>
        <source>Find them</source>
        <translation>自動で検出</translation>
    </message>
    <message>
        <source>There are none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>As on the timeline</source>
        <translation>タイムラインのとおり</translation>
    </message>
    <message>
        <source>Collapse repeated drawings (animation)</source>
        <translation>同じ絵の繰り返しをまとめる（アニメーション）</translation>
    </message>
    <message>
        <source>Deinterlace frames that are marked interlaced</source>
        <translation>インターレースのフレームを変換する</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>ファイルの記載どおり</translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>先頭から</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>末尾まで</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>倍率</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>毎秒フレーム数</translation>
    </message>
    <message>
        <source>Times slower</source>
        <translation>何倍遅くするか</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>カット</translation>
    </message>
    <message>
        <source>Colour matrix</source>
        <translation>色変換行列</translation>
    </message>
    <message>
        <source>Rate of picture sequences</source>
        <translation>連番画像のフレームレート</translation>
    </message>
    <message>
        <source>the codec’s usual one</source>
        <translation>コーデックの標準</translation>
    </message>
    <message>
        <source>As the source, if the format holds it</source>
        <translation>形式が対応していれば元と同じ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>そのまま残す</translation>
    </message>
    <message>
        <source>Stretch with the picture</source>
        <translation>映像に合わせて伸ばす</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>入れない</translation>
    </message>
    <message>
        <source>Replace a file of the same name</source>
        <translation>同名のファイルを置き換える</translation>
    </message>
    <message>
        <source>Write the job’s settings into the file</source>
        <translation>ジョブの設定をファイルに書き込む</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>コンテナー</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>コーデック</translation>
    </message>
    <message>
        <source>Quality (CRF, smaller is better)</source>
        <translation>画質（CRF、小さいほど高画質）</translation>
    </message>
    <message>
        <source>Encoder speed</source>
        <translation>エンコード速度</translation>
    </message>
    <message>
        <source>Pixel format</source>
        <translation>ピクセル形式</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>fp32: exact</source>
        <translation>fp32：厳密</translation>
    </message>
    <message>
        <source>bf16: faster on newer processors</source>
        <translation>bf16：新しいプロセッサーで高速</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA graphics card</source>
        <translation>CUDA 対応 GPU</translation>
    </message>
    <message>
        <source>all cores</source>
        <translation>すべてのコア</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>演算精度</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>実行装置</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド数</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>プリセット(&amp;P)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>プリセットとして保存…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Removes an own preset; a bundled one of the same name shows again</source>
        <translation>自分のプリセットを削除します。同名の付属プリセットがあれば、そちらに戻ります</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>プリセットとして保存</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>プリセットの名前</translation>
    </message>
    <message>
        <source>%1 (own)</source>
        <translation>%1（自分用）</translation>
    </message>
    <message>
        <source>The frame rate must be a number such as 60, 59.94 or 60000/1001.</source>
        <translation>フレームレートは 60、59.94、60000/1001 のような数で指定してください。</translation>
    </message>
    <message>
        <source>Slow motion takes a number from 1 to 100.</source>
        <translation>スローモーションは 1 から 100 までの数で指定してください。</translation>
    </message>
    <message>
        <source>Times are written like 1:02:03.5 or 12.5.</source>
        <translation>時刻は 1:02:03.5 や 12.5 のように書いてください。</translation>
    </message>
    <message>
        <source>“Up to” must be later than “From”.</source>
        <translation>「終了」は「開始」より後にしてください。</translation>
    </message>
    <message>
        <source>The rate of picture sequences must be a number such as 25.</source>
        <translation>連番画像のフレームレートは 25 のような数で指定してください。</translation>
    </message>
    <message>
        <source>fp16: for graphics cards only</source>
        <translation>fp16：GPU 専用</translation>
    </message>
    <message>
        <source>Decode videos on an NVIDIA graphics card if there is one</source>
        <translation>NVIDIA 製 GPU があれば、動画のデコードに使う</translation>
    </message>
    <message>
        <source>H.264, HEVC and VP9, where it gives the same pictures as decoding on the processor</source>
        <translation>CPU でのデコードと同じ画像が得られる場合の H.264、HEVC、VP9</translation>
    </message>
</context>
<context>
    <name>nakawari::FrameView</name>
    <message>
        <source>Picture</source>
        <translation>映像</translation>
    </message>
</context>
<context>
    <name>nakawari::JobModel</name>
    <message>
        <source>Clip</source>
        <translation>クリップ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進行</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>残り時間</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation>%1 fps</translation>
    </message>
    <message>
        <source>%1
→ %2</source>
        <translation>%1
→ %2</translation>
    </message>
</context>
<context>
    <name>nakawari::JobReportDialog</name>
    <message>
        <source>Report: %1</source>
        <translation>結果：%1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>nakawari::LogDialog</name>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>まだ記録はありません。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>ログを保存</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>テキスト (*.log *.txt)</translation>
    </message>
    <message>
        <source>The log cannot be saved: %1.</source>
        <translation>ログを保存できません：%1</translation>
    </message>
</context>
<context>
    <name>nakawari::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;again</source>
        <translation>最近開いたファイル(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>再生(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比較(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>キュー(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Source facts</source>
        <translation>元映像の情報</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>映像</translation>
    </message>
    <message>
        <source>%1 – Nakawari</source>
        <translation>%1 – Nakawari</translation>
    </message>
    <message>
        <source>Repeat frames (baseline)</source>
        <translation>フレームの繰り返し（比較基準）</translation>
    </message>
    <message>
        <source>Blend frames (baseline)</source>
        <translation>ブレンド（比較基準）</translation>
    </message>
    <message>
        <source>Optical flow (baseline)</source>
        <translation>オプティカルフロー（比較基準）</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Automatic device</source>
        <translation>実行装置：自動</translation>
    </message>
    <message>
        <source>Where networks run; see Settings</source>
        <translation>ネットワークの実行先です（「設定」で変更）</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>この一覧を消す</translation>
    </message>
    <message>
        <source>The picture was copied.</source>
        <translation>映像をコピーしました。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open picture folder</source>
        <translation>連番画像のフォルダーを開く</translation>
    </message>
    <message>
        <source>Added to the queue: %1 clips.</source>
        <translation>キューに %1 本のクリップを追加しました。</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1を開いています…</translation>
    </message>
    <message>
        <source>Save job</source>
        <translation>ジョブを保存</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1として保存しました。</translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation>プリセット：%1</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>カーソル位置で拡大縮小</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ホイール</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>映像を動かす</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>ドラッグ</translation>
    </message>
    <message>
        <source>Fit or actual size</source>
        <translation>全体表示と等倍の切り替え</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>ダブルクリック</translation>
    </message>
    <message>
        <source>Diagnostics were copied; paste them into a report.</source>
        <translation>診断情報をコピーしました。報告に貼り付けてください。</translation>
    </message>
    <message>
        <source>Add files to the queue</source>
        <translation>キューにファイルを追加</translation>
    </message>
    <message>
        <source>Videos (%1)</source>
        <translation>動画 (%1)</translation>
    </message>
    <message>
        <source>Add a folder to the queue</source>
        <translation>キューにフォルダーを追加</translation>
    </message>
    <message>
        <source>Nakawari</source>
        <translation>Nakawari</translation>
    </message>
    <message>
        <source>The queue is done.</source>
        <translation>キューの処理が終わりました。</translation>
    </message>
    <message>
        <source>%1 is in the queue.</source>
        <translation>%1をキューに追加しました。</translation>
    </message>
    <message>
        <source>This job runs already; it was not changed.</source>
        <translation>このジョブはすでに実行中のため、変更しませんでした。</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>%1が完成しました。</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>結果の詳細…</translation>
    </message>
    <message>
        <source>Open the result</source>
        <translation>結果を開く</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーを表示</translation>
    </message>
    <message>
        <source>Interpolating video</source>
        <translation>フレーム補間の実行中</translation>
    </message>
    <message>
        <source>A job is running. Pause it and go on at the next start?</source>
        <translation>ジョブを実行中です。一時停止して、次回の起動時に続けますか？</translation>
    </message>
    <message>
        <source>What is finished of it is kept.</source>
        <translation>ここまでにできた部分は保存されます。</translation>
    </message>
    <message>
        <source>Pause and close</source>
        <translation>一時停止して閉じる</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>実行を続ける</translation>
    </message>
    <message>
        <source>Trying: %1 of %2 frames…</source>
        <translation>試行中：%1 / %2 フレーム…</translation>
    </message>
    <message>
        <source>New frame after %1, made in %2 s by %3</source>
        <translation>%1 の次の新しいフレーム（%2 秒、%3）</translation>
    </message>
    <message>
        <source>Back to the clip</source>
        <translation>クリップに戻る</translation>
    </message>
    <message>
        <source>Trial: %1 new frames, %2 s per frame, %3</source>
        <translation>試行：新しいフレーム %1 枚、1 枚あたり %2 秒、%3</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>試行中…</translation>
    </message>
    <message>
        <source>Time, size and memory: try to measure</source>
        <translation>時間・サイズ・メモリー：試行すると測定します</translation>
    </message>
    <message>
        <source>%1 s/frame</source>
        <translation>%1 秒/フレーム</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>約 %1</translation>
    </message>
    <message>
        <source>%1 memory</source>
        <translation>メモリー %1</translation>
    </message>
    <message>
        <source>Measured with %1 on %2 (%3). Time and size of the whole job are estimates from it.</source>
        <translation>%1、%2（%3）での実測値です。ジョブ全体の時間とサイズは、そこからの見積もりです。</translation>
    </message>
    <message>
        <source>Videos and saved jobs (*.mp4 *.mkv *.mov *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.m2ts *.mxf *.wmv *.flv *.gif *.y4m *.ogv *.3gp *.nakawari *.json);;All files (*)</source>
        <translation>動画と保存したジョブ (*.mp4 *.mkv *.mov *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.m2ts *.mxf *.wmv *.flv *.gif *.y4m *.ogv *.3gp *.nakawari *.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Nakawari jobs (*.nakawari *.json)</source>
        <translation>Nakawari のジョブ (*.nakawari *.json)</translation>
    </message>
    <message>
        <source>An unfinished job was found. “Start queue” goes on where it was.</source>
        <translation>未完了のジョブがあります。「キューを開始」で続きから実行できます。</translation>
    </message>
    <message>
        <source>New jobs use %1.</source>
        <translation>これからのジョブは %1 を使います。</translation>
    </message>
    <message>
        <source>FFmpeg minterpolate (baseline)</source>
        <translation>FFmpeg の minterpolate（比較基準）</translation>
    </message>
    <message>
        <source>In the comparison</source>
        <translation>比較画面</translation>
    </message>
</context>
<context>
    <name>nakawari::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>nakawari::OutputPanel</name>
    <message>
        <source>Output</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>プリセット(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation>フレーム(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>画質(&amp;Q)</translation>
    </message>
    <message>
        <source>For&amp;mat</source>
        <translation>形式(&amp;M)</translation>
    </message>
    <message>
        <source>Soun&amp;d</source>
        <translation>音声(&amp;D)</translation>
    </message>
    <message>
        <source>Save &amp;to</source>
        <translation>保存先(&amp;T)</translation>
    </message>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
    <message>
        <source>To a frame rate</source>
        <translation>フレームレートを指定</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>スローモーション</translation>
    </message>
    <message>
        <source>How many frames come out, and whether time is stretched</source>
        <translation>出力するフレーム数と、時間を伸ばすかどうか</translation>
    </message>
    <message>
        <source>Frames per second, or how many times slower</source>
        <translation>毎秒フレーム数、または何倍遅くするか</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>そのまま残す</translation>
    </message>
    <message>
        <source>Stretch with the picture</source>
        <translation>映像に合わせて伸ばす</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>入れない</translation>
    </message>
    <message>
        <source>Choose file or folder</source>
        <translation>ファイルまたはフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>詳細…</translation>
    </message>
    <message>
        <source>Everything a job can say, and saving it as a preset</source>
        <translation>ジョブのすべての設定と、プリセットの保存</translation>
    </message>
    <message>
        <source>Try:</source>
        <translation>試す：</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>1 フレーム</translation>
    </message>
    <message>
        <source>Makes one new frame here and shows it</source>
        <translation>この位置に新しいフレームを 1 枚作って表示します</translation>
    </message>
    <message>
        <source>1 s</source>
        <translation>1 秒</translation>
    </message>
    <message>
        <source>Makes one second from here and plays it</source>
        <translation>ここから 1 秒分を作って再生します</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Makes everything between the in and out points and plays it</source>
        <translation>イン点とアウト点の間を作って再生します</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>キューに追加</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Adds this job to the queue and starts it</source>
        <translation>このジョブをキューに追加して開始します</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>How many times slower, 1 to 100</source>
        <translation>何倍遅くするか（1～100）</translation>
    </message>
    <message>
        <source>Frames per second, such as 60 or 24000/1001</source>
        <translation>毎秒フレーム数（例：60、24000/1001）</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Constant quality %1 (CRF); smaller numbers are better</source>
        <translation>固定画質 %1（CRF）。小さいほど高画質です</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Folder for the pictures</source>
        <translation>画像の保存先フォルダー</translation>
    </message>
    <message>
        <source>Save the result as</source>
        <translation>結果の保存先</translation>
    </message>
</context>
<context>
    <name>nakawari::QueueView</name>
    <message>
        <source>Shows or hides the list of jobs</source>
        <translation>ジョブの一覧を表示または隠す</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>Preview of the running job</source>
        <translation>実行中のジョブのプレビュー</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>実行中のジョブの進行</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取り消し</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>再実行</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>結果の詳細…</translation>
    </message>
    <message>
        <source>What became of every stream, or why it failed</source>
        <translation>各ストリームの扱い、または失敗の理由</translation>
    </message>
    <message>
        <source>Queue: empty</source>
        <translation>キュー：空</translation>
    </message>
    <message>
        <source>Queue: done</source>
        <translation>キュー：完了</translation>
    </message>
    <message>
        <source>Queue: %1 to do</source>
        <translation>キュー：残り %1 件</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation>%1 fps</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>残り %1</translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation>キューを一時停止</translation>
    </message>
    <message>
        <source>Start queue</source>
        <translation>キューを開始</translation>
    </message>
    <message>
        <source>%1 of %2 frames, %3 new · %4</source>
        <translation>%1 / %2 フレーム（新規 %3）· %4</translation>
    </message>
    <message>
        <source>decode %1 s · convert %2 s · network %3 s · encode %4 s</source>
        <translation>デコード %1 秒 · 変換 %2 秒 · ネットワーク %3 秒 · エンコード %4 秒</translation>
    </message>
    <message>
        <source>Open the result</source>
        <translation>結果を開く</translation>
    </message>
    <message>
        <source>Queue: done, %1 failed</source>
        <translation>キュー：完了（失敗 %1 件）</translation>
    </message>
</context>
<context>
    <name>nakawari::SettingsDialog</name>
    <message>
        <source>Notify when the queue is done</source>
        <translation>キューの終了を通知する</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>The system’s</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA graphics card</source>
        <translation>CUDA 対応 GPU</translation>
    </message>
    <message>
        <source>fp32: exact</source>
        <translation>fp32：厳密</translation>
    </message>
    <message>
        <source>bf16: faster on newer processors</source>
        <translation>bf16：新しいプロセッサーで高速</translation>
    </message>
    <message>
        <source>all cores</source>
        <translation>すべてのコア</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Beside the source</source>
        <translation>元のファイルと同じ場所</translation>
    </message>
    <message>
        <source>%name is the clip’s name, %time what happens to it, such as _x2</source>
        <translation>%name はクリップの名前、%time は処理の内容（_x2 など）です</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>フォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>結果の保存先フォルダー</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>実行装置(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Precision</source>
        <translation>演算精度(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>スレッド数(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Memory limit</source>
        <translation>メモリーの上限(&amp;M)</translation>
    </message>
    <message>
        <source>Pre&amp;set at start</source>
        <translation>起動時のプリセット(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Folder for results</source>
        <translation>結果の保存先(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Names of results</source>
        <translation>結果の名前(&amp;N)</translation>
    </message>
    <message>
        <source>Reset all…</source>
        <translation>すべて初期化…</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>すべての設定を初期化</translation>
    </message>
    <message>
        <source>Set everything back to how it was at the first start? Own presets and models stay.</source>
        <translation>すべての設定を最初の状態に戻しますか？ 自分のプリセットとモデルは残ります。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>初期化</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>from what is free</source>
        <translation>空きに合わせる</translation>
    </message>
    <message>
        <source>Pictures that would need more are computed in strips.</source>
        <translation>これを超える大きさの映像は、帯に分けて計算します。</translation>
    </message>
    <message>
        <source>Strips give the same frames as the whole picture and take a little longer.</source>
        <translation>分割しても出来上がるフレームは同じで、時間が少し延びるだけです。</translation>
    </message>
    <message>
        <source>For pictures of the comparison that are kept so that they need not be made again.</source>
        <translation>比較画面で作った画像を取っておき、作り直さずに表示するために使うメモリーです。</translation>
    </message>
    <message>
        <source>Strips</source>
        <translation>画面の分割</translation>
    </message>
    <message>
        <source>&amp;Cache for comparing</source>
        <translation>比較用のキャッシュ(&amp;C)</translation>
    </message>
    <message>
        <source>as the memory allows</source>
        <translation>メモリーに合わせる</translation>
    </message>
    <message>
        <source>%1: unless about %2 are free</source>
        <translation>%1：約 %2 の空きがなければ分割</translation>
    </message>
    <message>
        <source>%1 does not fit: even strips of %2 rows need about %3</source>
        <translation>%1 は収まりません：%2 行ずつに分けても約 %3 必要です</translation>
    </message>
    <message>
        <source>%1: none, about %2</source>
        <translation>%1：なし（約 %2）</translation>
    </message>
    <message>
        <source>%1: %2 rows each, about %3</source>
        <translation>%1：%2 行ずつ（約 %3）</translation>
    </message>
    <message>
        <source>fp16: for graphics cards only</source>
        <translation>fp16：GPU 専用</translation>
    </message>
</context>
<context>
    <name>nakawari::ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
</context>
<context>
    <name>nakawari::TimelineBar</name>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Remove cut</source>
        <translation>カットを削除</translation>
    </message>
    <message>
        <source>Add cut here</source>
        <translation>ここにカットを追加</translation>
    </message>
    <message>
        <source>In point here</source>
        <translation>ここをイン点にする</translation>
    </message>
    <message>
        <source>Out point here</source>
        <translation>ここをアウト点にする</translation>
    </message>
    <message>
        <source>Clear range</source>
        <translation>範囲を解除</translation>
    </message>
    <message>
        <source>Cut at %1</source>
        <translation>カット：%1</translation>
    </message>
</context>
<context>
    <name>nakawari::TransportBar</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Time from the clip’s start; type one to go there</source>
        <translation>クリップの先頭からの時刻です。入力するとそこへ移動します</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>毎秒フレーム数</translation>
    </message>
</context>
<context>
    <name>nakawari::WindowActions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a video, a picture sequence or a saved job</source>
        <translation>動画、連番画像、保存したジョブを開きます</translation>
    </message>
    <message>
        <source>Open picture &amp;folder…</source>
        <translation>連番画像のフォルダーを開く(&amp;F)…</translation>
    </message>
    <message>
        <source>Open a folder of numbered pictures</source>
        <translation>番号付き画像のフォルダーを開きます</translation>
    </message>
    <message>
        <source>&amp;Save job…</source>
        <translation>ジョブを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save every setting, to run it again</source>
        <translation>もう一度実行できるように、すべての設定を保存します</translation>
    </message>
    <message>
        <source>&amp;Close clip</source>
        <translation>クリップを閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>Co&amp;py picture</source>
        <translation>映像をコピー(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Fit picture</source>
        <translation>全体を表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actual size (1:1)</source>
        <translation>等倍で表示 (1:1)(&amp;A)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Sharp pixels</source>
        <translation>ピクセルをくっきり表示(&amp;S)</translation>
    </message>
    <message>
        <source>Show pixels as squares instead of smoothing them</source>
        <translation>ピクセルを滑らかにせず、四角のまま表示します</translation>
    </message>
    <message>
        <source>Source fac&amp;ts</source>
        <translation>元映像の情報(&amp;T)</translation>
    </message>
    <message>
        <source>Size, exact rate, colour and streams of the clip</source>
        <translation>クリップの大きさ、正確なフレームレート、色、ストリーム</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全画面(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Play / pause</source>
        <translation>再生／一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Play &amp;backward, again for faster</source>
        <translation>逆再生（繰り返すと速く）(&amp;B)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Play f&amp;orward, again for faster</source>
        <translation>順再生（繰り返すと速く）(&amp;O)</translation>
    </message>
    <message>
        <source>Pre&amp;vious frame</source>
        <translation>前のフレーム(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Next frame</source>
        <translation>次のフレーム(&amp;N)</translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation>先頭へ(&amp;S)</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>末尾へ(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>繰り返し再生(&amp;L)</translation>
    </message>
    <message>
        <source>Play the range, or the clip, again and again</source>
        <translation>範囲（またはクリップ全体）を繰り返し再生します</translation>
    </message>
    <message>
        <source>&amp;In point here</source>
        <translation>ここをイン点にする(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Out point here</source>
        <translation>ここをアウト点にする(&amp;O)</translation>
    </message>
    <message>
        <source>Clear &amp;range</source>
        <translation>範囲を解除(&amp;R)</translation>
    </message>
    <message>
        <source>Add &amp;cut here</source>
        <translation>ここにカットを追加(&amp;C)</translation>
    </message>
    <message>
        <source>A new shot begins with this frame</source>
        <translation>このフレームから新しいショットが始まるものとします</translation>
    </message>
    <message>
        <source>Remove c&amp;ut here</source>
        <translation>ここのカットを削除(&amp;U)</translation>
    </message>
    <message>
        <source>Cuts as &amp;found</source>
        <translation>検出したカットに戻す(&amp;F)</translation>
    </message>
    <message>
        <source>Forget edited cuts and use those that were found</source>
        <translation>編集したカットを破棄し、自動検出したカットを使います</translation>
    </message>
    <message>
        <source>&amp;Compare…</source>
        <translation>比較(&amp;C)…</translation>
    </message>
    <message>
        <source>Models side by side on the same frame, with scores</source>
        <translation>同じフレームでモデルを並べ、評価値とともに比べます</translation>
    </message>
    <message>
        <source>&amp;Add to queue</source>
        <translation>キューに追加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Interpolate</source>
        <translation>補間を開始(&amp;I)</translation>
    </message>
    <message>
        <source>Add this job to the queue and start it</source>
        <translation>このジョブをキューに追加して開始します</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>ファイルを追加(&amp;F)…</translation>
    </message>
    <message>
        <source>Add several clips with the present settings</source>
        <translation>今の設定で複数のクリップを追加します</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>フォルダーを追加(&amp;O)…</translation>
    </message>
    <message>
        <source>Add every video of a folder with the present settings</source>
        <translation>今の設定でフォルダー内のすべての動画を追加します</translation>
    </message>
    <message>
        <source>&amp;Start or pause the queue</source>
        <translation>キューを開始／一時停止(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;how the queue</source>
        <translation>キューを表示(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Remove what is done</source>
        <translation>終わったものを消す(&amp;R)</translation>
    </message>
    <message>
        <source>Try one &amp;frame</source>
        <translation>1 フレームを試す(&amp;F)</translation>
    </message>
    <message>
        <source>Try one &amp;second</source>
        <translation>1 秒分を試す(&amp;S)</translation>
    </message>
    <message>
        <source>Try the &amp;range</source>
        <translation>範囲を試す(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;PoC wizard…</source>
        <translation>PoC ウィザード(&amp;P)…</translation>
    </message>
    <message>
        <source>Prune, distil and measure on own footage</source>
        <translation>手元の素材で枝刈り、知識蒸留、評価を行います</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>モデル(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Log…</source>
        <translation>ログ(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>診断情報をコピー(&amp;D)</translation>
    </message>
    <message>
        <source>Versions, models and the log, for a bug report</source>
        <translation>不具合報告のためのバージョン、モデル、ログ</translation>
    </message>
    <message>
        <source>&amp;About Nakawari</source>
        <translation>Nakawari について(&amp;A)</translation>
    </message>
</context>
<context>
    <name>nakawari::job_form::Words</name>
    <message>
        <source>%1 pictures</source>
        <translation>%1 連番画像</translation>
    </message>
    <message>
        <source>Animated GIF</source>
        <translation>GIF アニメーション</translation>
    </message>
    <message>
        <source>Plays everywhere.</source>
        <translation>どこでも再生できます。</translation>
    </message>
    <message>
        <source>Smaller than H.264 at the same quality; plays on newer devices.</source>
        <translation>同じ画質で H.264 より小さくなります。新しい機器で再生できます。</translation>
    </message>
    <message>
        <source>The smallest files; encoding takes longer.</source>
        <translation>最も小さくなりますが、エンコードに時間がかかります。</translation>
    </message>
    <message>
        <source>Lossless: source frames stay bit-exact. Large files.</source>
        <translation>可逆圧縮：元のフレームは完全に保たれます。ファイルは大きくなります。</translation>
    </message>
    <message>
        <source>For editing programs. Large files.</source>
        <translation>編集ソフト向け。ファイルは大きくなります。</translation>
    </message>
    <message>
        <source>For the web.</source>
        <translation>ウェブ向け。</translation>
    </message>
    <message>
        <source>256 colours and 50 frames per second at most, no sound.</source>
        <translation>最大 256 色・毎秒 50 フレーム、音声なし。</translation>
    </message>
    <message>
        <source>One file per frame in a folder, without sound.</source>
        <translation>フォルダー内に 1 フレーム 1 ファイル、音声なし。</translation>
    </message>
    <message>
        <source>Small file</source>
        <translation>小さいファイル</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良い</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高画質</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Open a clip first.</source>
        <translation>先にクリップを開いてください。</translation>
    </message>
    <message>
        <source>Say where the result goes.</source>
        <translation>結果の保存先を指定してください。</translation>
    </message>
    <message>
        <source>The result would replace the source; give it another name.</source>
        <translation>元のファイルを上書きしてしまいます。別の名前にしてください。</translation>
    </message>
    <message>
        <source>The out point must be later than the in point.</source>
        <translation>アウト点はイン点より後にしてください。</translation>
    </message>
</context>
<context>
    <name>nakawari::job_model::Words</name>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取り消し済み</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
</context>
<context>
    <name>nakawari::message_dialogs::Words</name>
    <message>
        <source>kept</source>
        <translation>維持</translation>
    </message>
    <message>
        <source>converted</source>
        <translation>変換</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>ストリーム</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>扱い</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>ストリーム</translation>
    </message>
    <message>
        <source>%1 frames written, %2 of them new, in %3.</source>
        <translation>%1 フレームを書き出しました（うち新しいフレーム %2、所要時間 %3）。</translation>
    </message>
    <message>
        <source>Peak memory %1.</source>
        <translation>最大メモリー %1。</translation>
    </message>
    <message>
        <source>Cuts: %1.</source>
        <translation>カット：%1</translation>
    </message>
    <message>
        <source>Repeated drawings collapsed: %1.</source>
        <translation>まとめた繰り返しの絵：%1</translation>
    </message>
    <message>
        <source>Frames made again in fp32: %1.</source>
        <translation>fp32 で作り直したフレーム：%1</translation>
    </message>
    <message>
        <source>The source cannot be used</source>
        <translation>元のファイルを使えません</translation>
    </message>
    <message>
        <source>The result cannot be written</source>
        <translation>結果を書き出せません</translation>
    </message>
    <message>
        <source>The model cannot be used</source>
        <translation>モデルを使えません</translation>
    </message>
    <message>
        <source>These settings do not fit</source>
        <translation>設定が合っていません</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>問題が起きました</translation>
    </message>
    <message>
        <source>Nakawari</source>
        <translation>Nakawari</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>カバー画像</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>添付ファイル</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>映像</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>チャプター</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>メタデータ</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>回転</translation>
    </message>
</context>
<context>
    <name>nakawari::presets::Words</name>
    <message>
        <source>Drawn animation: repeated drawings collapsed</source>
        <translation>手描きアニメーション：繰り返しの絵をまとめる</translation>
    </message>
    <message>
        <source>For editing programs: ProRes in QuickTime</source>
        <translation>編集ソフト向け：ProRes（QuickTime）</translation>
    </message>
    <message>
        <source>Master: lossless FFV1 in Matroska</source>
        <translation>マスター：可逆 FFV1（Matroska）</translation>
    </message>
    <message>
        <source>Four times slower, sound stretched</source>
        <translation>4 倍スロー、音声も伸ばす</translation>
    </message>
    <message>
        <source>Small file: HEVC in MP4</source>
        <translation>小さいファイル：HEVC（MP4）</translation>
    </message>
    <message>
        <source>60 frames per second: H.264 in MP4</source>
        <translation>毎秒 60 フレーム：H.264（MP4）</translation>
    </message>
    <message>
        <source>For the web: H.264 in MP4, plays everywhere</source>
        <translation>ウェブ向け：H.264（MP4）、どこでも再生可</translation>
    </message>
</context>
<context>
    <name>nakawari::source_facts::Words</name>
    <message>
        <source>unspecified</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>matrix %1</source>
        <translation>行列 %1</translation>
    </message>
    <message>
        <source>full range</source>
        <translation>フルレンジ</translation>
    </message>
    <message>
        <source>limited range</source>
        <translation>リミテッドレンジ</translation>
    </message>
    <message>
        <source>%1 (partly assumed)</source>
        <translation>%1（一部は推定）</translation>
    </message>
    <message>
        <source>sound (%1)</source>
        <translation>音声（%1）</translation>
    </message>
    <message>
        <source>subtitles (%1)</source>
        <translation>字幕（%1）</translation>
    </message>
    <message>
        <source>attachment (%1)</source>
        <translation>添付（%1）</translation>
    </message>
    <message>
        <source>cover (%1)</source>
        <translation>カバー画像（%1）</translation>
    </message>
    <message>
        <source>video (%1)</source>
        <translation>映像（%1）</translation>
    </message>
    <message>
        <source>data (%1)</source>
        <translation>データ（%1）</translation>
    </message>
    <message>
        <source>pixel aspect %1:%2</source>
        <translation>ピクセル比 %1:%2</translation>
    </message>
    <message>
        <source>turned by %1°</source>
        <translation>%1° 回転</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>可変</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>フレームレート</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>映像</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>走査</translation>
    </message>
    <message>
        <source>interlaced, will be deinterlaced</source>
        <translation>インターレース（変換して処理）</translation>
    </message>
    <message>
        <source>chapters (%1)</source>
        <translation>チャプター（%1）</translation>
    </message>
    <message>
        <source>Also in it</source>
        <translation>その他の内容</translation>
    </message>
    <message>
        <source>%1 cannot be kept and will be dropped.</source>
        <translation>%1 は保てないため、除外されます。</translation>
    </message>
</context>
<context>
    <name>nakawari::text::Words</name>
    <message>
        <source>%1 fps</source>
        <translation>%1 fps</translation>
    </message>
    <message>
        <source>%1 frames per second</source>
        <translation>毎秒 %1 フレーム</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>数秒</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>約 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>約 %1 分</translation>
    </message>
    <message>
        <source>about %1 h %2 min</source>
        <translation>約 %1 時間 %2 分</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
</context>
</TS>
