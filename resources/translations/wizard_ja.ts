<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>RunList</name>
        <message>
            <source>Cannot be read</source>
            <translation>読み込めません</translation>
        </message>
        <message>
            <source>Running in another window or terminal</source>
            <translation>別のウィンドウか端末で実行中</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Unfinished, %1 % done</source>
            <translation>中断中（%1 % 完了）</translation>
        </message>
    </context>
    <context>
        <name>TrainingModel</name>
        <message>
            <source>The result comes when the run has ended.</source>
            <translation>学習が終わると結果を表示します。</translation>
        </message>
        <message>
            <source>Add at least one clip.</source>
            <translation>クリップを 1 つ以上追加してください。</translation>
        </message>
        <message>
            <source>The clips are still being checked.</source>
            <translation>クリップを確認しています。</translation>
        </message>
        <message>
            <source>None of these clips has seven frames in motion without a cut: add another.</source>
            <translation>カットをまたがず動きのある 7 フレームが、どのクリップにもありません。別のクリップを追加してください。</translation>
        </message>
        <message>
            <source>Choose at least one item: without a target the result cannot be judged.</source>
            <translation>評価項目を 1 つ以上選んでください。目標値がないと結果を判定できません。</translation>
        </message>
        <message>
            <source>Give “%1” a target above zero.</source>
            <translation>「%1」の目標値には 0 より大きい値を入力してください。</translation>
        </message>
        <message>
            <source>Say at which picture size “%1” is measured.</source>
            <translation>「%1」を測る画面サイズを選んでください。</translation>
        </message>
        <message>
            <source>The split is being worked out.</source>
            <translation>分割を計算しています。</translation>
        </message>
        <message>
            <source>Nothing usable is held out, so nothing could be scored: hold out a clip, or split by shot.</source>
            <translation>評価用に使える素材がなく、採点できません。クリップを評価用にするか、ショット別に分割してください。</translation>
        </message>
        <message>
            <source>Nothing usable is left to train with: hold out less, or add footage.</source>
            <translation>学習に使える素材が残りません。評価用を減らすか、素材を追加してください。</translation>
        </message>
        <message>
            <source>The target “%1” compares with the start: choose a network to start from, or take the target off.</source>
            <translation>目標「%1」は出発点と比べるものです。出発点のネットワークを選ぶか、この目標を外してください。</translation>
        </message>
        <message>
            <source>The target “%1” compares with a teacher: choose a teacher here, or take the target off.</source>
            <translation>目標「%1」は教師モデルとの比較です。ここで教師モデルを選ぶか、この目標を外してください。</translation>
        </message>
        <message>
            <source>Give the run some minutes.</source>
            <translation>学習時間を入力してください。</translation>
        </message>
        <message>
            <source>A training step has to be measured first, to know what fits into the time.</source>
            <translation>時間内に何ステップ進めるかを知るため、先に学習 1 ステップの時間を測ります。</translation>
        </message>
    </context>
    <context>
        <name>TrainingText</name>
        <message>
            <source>%1 (not measured)</source>
            <translation>%1（測定なし）</translation>
        </message>
        <message>
            <source>%1 (%2, target %3)</source>
            <translation>%1（実測 %2、目標 %3）</translation>
        </message>
        <message>
            <source>held-out PSNR</source>
            <translation>評価用フレームの PSNR</translation>
        </message>
        <message>
            <source>PSNR gain over the start</source>
            <translation>出発点からの PSNR の向上</translation>
        </message>
        <message>
            <source>PSNR loss against the teacher</source>
            <translation>教師モデルからの PSNR の低下</translation>
        </message>
        <message>
            <source>held-out SSIM</source>
            <translation>評価用フレームの SSIM</translation>
        </message>
        <message>
            <source>error in fine detail</source>
            <translation>細部の誤差</translation>
        </message>
        <message>
            <source>ms per frame</source>
            <translation>1フレームあたりの時間</translation>
        </message>
        <message>
            <source>parameters</source>
            <translation>パラメータ数</translation>
        </message>
        <message>
            <source>file size</source>
            <translation>ファイルサイズ</translation>
        </message>
        <message>
            <source>peak memory</source>
            <translation>最大メモリー使用量</translation>
        </message>
        <message>
            <source>How close new frames come to the frames that were left out. Higher is better; half a decibel is visible.</source>
            <translation>補間したフレームが、抜いておいた本物のフレームにどれだけ近いかを表します。大きいほど良く、0.5 dB の差は目で見て分かります。</translation>
        </message>
        <message>
            <source>How much PSNR training must add on the same frames; below zero, what a smaller network may lose.</source>
            <translation>同じフレームで、学習によって上げるべき PSNR。負の値は、小さくするネットワークに許す低下。</translation>
        </message>
        <message>
            <source>How much of the teacher's PSNR the small network may lose.</source>
            <translation>軽量モデルの PSNR が教師モデルより下がってもよい幅です。</translation>
        </message>
        <message>
            <source>How well structure is kept, from 0 to 1.</source>
            <translation>構造がどれだけ保たれているかを 0 から 1 で表します。</translation>
        </message>
        <message>
            <source>Error in textures and edges: 0 is perfect, 1 means that all fine detail is lost.</source>
            <translation>質感や輪郭の誤差です。0 なら完全、1 なら細部がすべて失われています。</translation>
        </message>
        <message>
            <source>Time for one new frame on this computer.</source>
            <translation>この計算機で新しいフレームを 1 枚作るのにかかる時間です。</translation>
        </message>
        <message>
            <source>Numbers that the network consists of.</source>
            <translation>ネットワークを構成する数値の個数です。</translation>
        </message>
        <message>
            <source>Size of the .pth file.</source>
            <translation>.pth ファイルの大きさです。</translation>
        </message>
        <message>
            <source>Most memory taken while one frame is made.</source>
            <translation>フレームを 1 枚作る間に使うメモリーの最大値です。</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 bytes</source>
            <translation>%1 バイト</translation>
        </message>
        <message>
            <source>at least %1</source>
            <translation>%1 以上</translation>
        </message>
        <message>
            <source>at most %1</source>
            <translation>%1 以下</translation>
        </message>
        <message>
            <source>%1 at %2×%3</source>
            <translation>%1（%2×%3）</translation>
        </message>
        <message>
            <source>not measured</source>
            <translation>測定なし</translation>
        </message>
        <message>
            <source>No targets were set, so there is no verdict.</source>
            <translation>目標値が設定されていないため、判定はありません。</translation>
        </message>
        <message>
            <source>The target is met.</source>
            <translation>目標（1件）を達成。</translation>
        </message>
        <message>
            <source>All %1 targets met.</source>
            <translation>目標%1件をすべて達成。</translation>
        </message>
        <message>
            <source>%1 of %2 targets met. Not met: %3.</source>
            <translation>目標%2件のうち%1件を達成。未達：%3。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between the items of a list</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>The result reaches %1 on held-out frames.</source>
            <translation>評価用フレームの PSNR は %1 です。</translation>
        </message>
        <message>
            <source>Training helped: held-out PSNR rose from %1 to %2 (%3).</source>
            <translation>学習の効果がありました。評価用フレームの PSNR は %1 から %2 へ上がりました（%3）。</translation>
        </message>
        <message>
            <source>Training did not help: the result has %2 on held-out frames, the model it started from %1.</source>
            <translation>学習の効果はありませんでした。評価用フレームの PSNR は、学習前の %1 に対して学習後は %2 です。</translation>
        </message>
        <message>
            <source>The time was up after %1 of %2 steps.</source>
            <translation>制限時間に達したため、予定の %2 ステップのうち %1 ステップで終了しました。</translation>
        </message>
        <message>
            <source>It took %1 instead of %2.</source>
            <translation>予定の %2 に対して %1 かかりました。</translation>
        </message>
        <message>
            <source>It took %1 instead of %2, most of all because of “%3” (%4, planned %5).</source>
            <translation>予定の %2 に対して %1 かかりました。主な原因は「%3」です（予定 %5、実際 %4）。</translation>
        </message>
        <message>
            <source>It ended early, after %1 of %2 steps: nothing got better any more.</source>
            <translation>改善が見られなくなったため、予定の %2 ステップのうち %1 ステップで終了しました。</translation>
        </message>
        <message>
            <source>It was stopped after %1 of %2 steps; the best network so far was kept.</source>
            <translation>予定の %2 ステップのうち %1 ステップで停止し、それまでで最良のモデルを採用しました。</translation>
        </message>
        <message>
            <source>All %1 steps were done.</source>
            <translation>全 %1 ステップを完了しました。</translation>
        </message>
        <message>
            <source>Preparing the footage</source>
            <translation>素材の準備</translation>
        </message>
        <message>
            <source>Scoring teacher, start and blend</source>
            <translation>教師モデル・開始モデル・ブレンドの採点</translation>
        </message>
        <message>
            <source>Phase 1: pruning</source>
            <translation>第 1 段階：枝刈り</translation>
        </message>
        <message>
            <source>Deriving the compact network</source>
            <translation>軽量モデルの構成</translation>
        </message>
        <message>
            <source>Phase 2: distillation</source>
            <translation>第 2 段階：知識蒸留</translation>
        </message>
        <message>
            <source>Fine-tuning</source>
            <translation>微調整</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>学習</translation>
        </message>
        <message>
            <source>Scoring the result</source>
            <translation>学習後モデルの採点</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>レポートの作成</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>開始しています</translation>
        </message>
        <message>
            <source>Teacher</source>
            <translation>教師モデル</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>開始モデル</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>学習後モデル</translation>
        </message>
        <message>
            <source>Blend</source>
            <translation>ブレンド</translation>
        </message>
        <message>
            <source>Held-out frame</source>
            <translation>正解（評価用フレーム）</translation>
        </message>
        <message>
            <source>Automatic: by clip if there are several, else by shot</source>
            <translation>自動：クリップが複数ならクリップ別、1 つならショット別</translation>
        </message>
        <message>
            <source>By clip</source>
            <translation>クリップ別</translation>
        </message>
        <message>
            <source>By shot</source>
            <translation>ショット別</translation>
        </message>
        <message>
            <source>The clips ticked below</source>
            <translation>下でチェックしたクリップ</translation>
        </message>
    </context>
    <context>
        <name>nakawari::ImportModelDialog</name>
        <message>
            <source>Import a model</source>
            <translation>モデルの取り込み</translation>
        </message>
        <message>
            <source>%1 is copied into your model folder. What its card says stays beside it.</source>
            <translation>%1 をモデルフォルダーにコピーします。カードの内容も一緒に保存されます。</translation>
        </message>
        <message>
            <source>As on its card, or the name</source>
            <translation>カードの記載、なければ名前</translation>
        </message>
        <message>
            <source>As on its card; for example MIT</source>
            <translation>カードの記載（例：MIT）</translation>
        </message>
        <message>
            <source>As on its card</source>
            <translation>カードの記載</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>名前(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Title</source>
            <translation>タイトル(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Licence</source>
            <translation>ライセンス(&amp;L)</translation>
        </message>
        <message>
            <source>T&amp;rained on</source>
            <translation>学習データ(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Import</source>
            <translation>取り込む(&amp;I)</translation>
        </message>
        <message>
            <source>A name has letters from A to Z, digits, “-”, “_” and “.” only.</source>
            <translation>名前に使えるのは半角の英数字と「-」「_」「.」だけです。</translation>
        </message>
        <message>
            <source>There is a model “%1” already: choose another name.</source>
            <translation>モデル「%1」はすでにあります。別の名前にしてください。</translation>
        </message>
        <message>
            <source>Say under which licence the weights may be used.</source>
            <translation>重みを利用できるライセンスを入力してください。</translation>
        </message>
    </context>
    <context>
        <name>nakawari::ModelsDialog</name>
        <message>
            <source>New jobs use “%1” from now on.</source>
            <translation>以後の新しいジョブには「%1」を使います。</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Card of the selected model</source>
            <translation>選択中のモデルのカード</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>取り込む(&amp;I)…</translation>
        </message>
        <message>
            <source>Copies a published .pth file into your model folder</source>
            <translation>公開されている .pth ファイルをモデルフォルダーにコピーします</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>書き出す(&amp;E)…</translation>
        </message>
        <message>
            <source>Writes the weights as a .pth file that PyTorch loads, with the card</source>
            <translation>PyTorch で読める .pth ファイルとカードを書き出します</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>削除(&amp;R)…</translation>
        </message>
        <message>
            <source>Make &amp;default</source>
            <translation>既定にする(&amp;D)</translation>
        </message>
        <message>
            <source>New jobs use the selected model</source>
            <translation>新しいジョブで、選択中のモデルを使います</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>閉じる(&amp;C)</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>組み込み</translation>
        </message>
        <message>
            <source>yours</source>
            <translation>自分の</translation>
        </message>
        <message>
            <source>bundled</source>
            <translation>付属</translation>
        </message>
        <message>
            <source>%1 (default)</source>
            <translation>%1（既定）</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>タイトル</translation>
        </message>
        <message>
            <source>Origin</source>
            <translation>由来</translation>
        </message>
        <message>
            <source>Deletes weights and card from your model folder</source>
            <translation>重みとカードをモデルフォルダーから削除します</translation>
        </message>
        <message>
            <source>Only models that you have imported or trained can be removed</source>
            <translation>削除できるのは、自分で取り込んだモデルか学習したモデルだけです</translation>
        </message>
        <message>
            <source>Looking for models …</source>
            <translation>モデルを探しています…</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>種類</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>構造</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>パラメータ数</translation>
        </message>
        <message>
            <source>MACs per pixel</source>
            <translation>画素あたりの積和演算</translation>
        </message>
        <message>
            <source>Memory at 1920×1080</source>
            <translation>メモリー（1920×1080）</translation>
        </message>
        <message>
            <source>about %1</source>
            <translation>約 %1</translation>
        </message>
        <message>
            <source>File size</source>
            <translation>ファイルサイズ</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Cannot be used</source>
            <translation>使用不可</translation>
        </message>
        <message>
            <source>being counted …</source>
            <translation>計算中…</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>ライセンス</translation>
        </message>
        <message>
            <source>Trained on</source>
            <translation>学習データ</translation>
        </message>
        <message>
            <source>Recipe</source>
            <translation>学習方法</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>注意点</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Import a model</source>
            <translation>モデルの取り込み</translation>
        </message>
        <message>
            <source>Weights (*.pth);;All files (*)</source>
            <translation>重み (*.pth);;すべてのファイル (*)</translation>
        </message>
        <message>
            <source>Checking and copying the weights …</source>
            <translation>重みを確認してコピーしています…</translation>
        </message>
        <message>
            <source>✓ Imported as “%1”.</source>
            <translation>✓ 「%1」として取り込みました。</translation>
        </message>
        <message>
            <source>Export the model</source>
            <translation>モデルの書き出し</translation>
        </message>
        <message>
            <source>Weights (*.pth)</source>
            <translation>重み (*.pth)</translation>
        </message>
        <message>
            <source>Writing the weights …</source>
            <translation>重みを書き出しています…</translation>
        </message>
        <message>
            <source>✓ Saved: %1</source>
            <translation>✓ 保存しました：%1</translation>
        </message>
        <message>
            <source>Remove the model</source>
            <translation>モデルの削除</translation>
        </message>
        <message>
            <source>Delete “%1” from your model folder?</source>
            <translation>「%1」をモデルフォルダーから削除しますか。</translation>
        </message>
        <message>
            <source>Its weights and its card are deleted. Export it first if you want to keep them.</source>
            <translation>重みとカードが削除されます。残しておきたい場合は、先に書き出してください。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>“%1” was deleted.</source>
            <translation>「%1」を削除しました。</translation>
        </message>
    </context>
    <context>
        <name>nakawari::PictureStrips</name>
        <message>
            <source>%1, frame %2, at %3</source>
            <translation>%1　フレーム %2（%3）</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>The report holds no pictures.</source>
            <translation>レポートに画像はありません。</translation>
        </message>
    </context>
    <context>
        <name>nakawari::TrainingCharts</name>
        <message>
            <source>Loss</source>
            <translation>損失</translation>
        </message>
        <message>
            <source>Held-out PSNR in dB</source>
            <translation>評価用フレームの PSNR（dB）</translation>
        </message>
        <message>
            <source>Density: weights that are not zero</source>
            <translation>密度（ゼロでない重みの割合）</translation>
        </message>
        <message>
            <source>In training</source>
            <translation>学習中のモデル</translation>
        </message>
        <message>
            <source>Loss %1</source>
            <translation>損失 %1</translation>
        </message>
        <message>
            <source>held-out PSNR %1</source>
            <translation>評価用フレームの PSNR %1</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
    </context>
    <context>
        <name>nakawari::TrainingWizard</name>
        <message>
            <source>PoC wizard</source>
            <translation>PoC ウィザード</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>手順</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>戻る(&amp;B)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>閉じる</translation>
        </message>
        <message>
            <source>Change and start &amp;anew</source>
            <translation>条件を変えてやり直す(&amp;A)</translation>
        </message>
        <message>
            <source>Keeps all that was entered for a new run; the old run stays in its folder</source>
            <translation>入力した内容を残して新しく始めます。前の学習はフォルダーに残ります</translation>
        </message>
        <message>
            <source>The run goes by these values; they cannot be changed any more.</source>
            <translation>この内容で学習しているため、変更できません。</translation>
        </message>
        <message>
            <source>&amp;Start training</source>
            <translation>学習を開始(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Next</source>
            <translation>次へ(&amp;N)</translation>
        </message>
        <message>
            <source>✓  %1</source>
            <translation>✓  %1</translation>
        </message>
        <message>
            <source>%1  %2</source>
            <translation>%1  %2</translation>
        </message>
        <message>
            <source>%1, done</source>
            <translation>%1（完了）</translation>
        </message>
        <message>
            <source>%1, not yet possible</source>
            <translation>%1（まだ開けません）</translation>
        </message>
        <message>
            <source>Close the wizard</source>
            <translation>ウィザードを閉じる</translation>
        </message>
        <message>
            <source>Training is still running. Leave it for now?</source>
            <translation>学習中です。いったん中断しますか。</translation>
        </message>
        <message>
            <source>Close the wizard? What you have entered is not kept without a run.</source>
            <translation>ウィザードを閉じますか。学習を始めていないため、入力した内容は残りません。</translation>
        </message>
        <message>
            <source>It stops at a checkpoint. The first page lists it, and you can go on from there at any time.</source>
            <translation>途中経過を保存して止まります。最初のページの一覧から、いつでも続きを再開できます。</translation>
        </message>
        <message>
            <source>Leave for now</source>
            <translation>いったん中断</translation>
        </message>
        <message>
            <source>Go on training</source>
            <translation>学習を続ける</translation>
        </message>
        <message>
            <source>Stay</source>
            <translation>閉じない</translation>
        </message>
        <message>
            <source>PoC wizard: writing a checkpoint …</source>
            <translation>PoC ウィザード：途中経過を保存しています…</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardExportPage</name>
        <message>
            <source>New jobs use “%1” from now on.</source>
            <translation>以後の新しいジョブには「%1」を使います。</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>書き出し</translation>
        </message>
        <message>
            <source>Put the network to work and keep the report: without registering it the network stays in the run's folder only.</source>
            <translation>できたモデルを使えるようにし、レポートを保存します。登録しなければ、モデルは学習フォルダーの中に残るだけです。</translation>
        </message>
        <message>
            <source>The network</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>&amp;Name in the model list</source>
            <translation>モデル一覧での名前(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Register</source>
            <translation>登録(&amp;R)</translation>
        </message>
        <message>
            <source>Copies the network and its card into your model folder</source>
            <translation>モデルとカードをモデルフォルダーにコピーします</translation>
        </message>
        <message>
            <source>&amp;Use for new jobs</source>
            <translation>新しいジョブで使う(&amp;U)</translation>
        </message>
        <message>
            <source>Jobs that you add to the queue from now on use this network</source>
            <translation>これからキューに追加するジョブで、このモデルを使います</translation>
        </message>
        <message>
            <source>The report</source>
            <translation>レポート</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>言語(&amp;L)</translation>
        </message>
        <message>
            <source>Save &amp;HTML…</source>
            <translation>HTML で保存(&amp;H)…</translation>
        </message>
        <message>
            <source>Save &amp;PDF…</source>
            <translation>PDF で保存(&amp;P)…</translation>
        </message>
        <message>
            <source>Save &amp;JSON…</source>
            <translation>JSON で保存(&amp;J)…</translation>
        </message>
        <message>
            <source>Every number, for other programs</source>
            <translation>すべての数値（ほかのプログラム用）</translation>
        </message>
        <message>
            <source>&amp;Open the run's folder</source>
            <translation>学習フォルダーを開く(&amp;O)</translation>
        </message>
        <message>
            <source>Run: %1</source>
            <translation>学習フォルダー：%1</translation>
        </message>
        <message>
            <source>A name has letters from A to Z, digits, “-”, “_” and “.” only.</source>
            <translation>名前に使えるのは半角の英数字と「-」「_」「.」だけです。</translation>
        </message>
        <message>
            <source>There is a model “%1” already: choose another name.</source>
            <translation>モデル「%1」はすでにあります。別の名前にしてください。</translation>
        </message>
        <message>
            <source>✓ Registered as “%1”.</source>
            <translation>✓ 「%1」として登録しました。</translation>
        </message>
        <message>
            <source>Copying the network …</source>
            <translation>モデルをコピーしています…</translation>
        </message>
        <message>
            <source>✓ Saved: %1</source>
            <translation>✓ 保存しました：%1</translation>
        </message>
        <message>
            <source>%1 report.%2</source>
            <translation>%1 レポート.%2</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>レポートの保存</translation>
        </message>
        <message>
            <source>Reports (*.%1)</source>
            <translation>レポート (*.%1)</translation>
        </message>
        <message>
            <source>Writing the report …</source>
            <translation>レポートを作成しています…</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardFootagePage</name>
        <message>
            <source>Add clips</source>
            <translation>クリップの追加</translation>
        </message>
        <message>
            <source>Video files (%1);;All files (*)</source>
            <translation>動画ファイル (%1);;すべてのファイル (*)</translation>
        </message>
        <message>
            <source>Add a folder of clips</source>
            <translation>フォルダーの追加</translation>
        </message>
        <message>
            <source>Open the folder of a run</source>
            <translation>学習フォルダーを開く</translation>
        </message>
        <message>
            <source>Footage</source>
            <translation>素材</translation>
        </message>
        <message>
            <source>Choose clips like those that the small network is to work on later: it becomes good at what it is shown.</source>
            <translation>あとで軽量モデルに処理させたい映像に近いクリップを選びます。モデルは、見せた素材が得意になるからです。</translation>
        </message>
        <message>
            <source>&amp;Add clips…</source>
            <translation>クリップを追加(&amp;A)…</translation>
        </message>
        <message>
            <source>Add &amp;folder…</source>
            <translation>フォルダーを追加(&amp;F)…</translation>
        </message>
        <message>
            <source>Re&amp;move</source>
            <translation>外す(&amp;M)</translation>
        </message>
        <message>
            <source>Takes the selected clips off the list; the files stay (Delete)</source>
            <translation>選択したクリップを一覧から外します。ファイルは残ります（Delete）</translation>
        </message>
        <message>
            <source>Earlier runs</source>
            <translation>これまでの学習</translation>
        </message>
        <message>
            <source>&amp;Other folder…</source>
            <translation>別のフォルダー(&amp;O)…</translation>
        </message>
        <message>
            <source>Opens a run that was made on the command line or elsewhere</source>
            <translation>コマンドラインや別の場所で行った学習を開きます</translation>
        </message>
        <message>
            <source>Clips</source>
            <translation>クリップ</translation>
        </message>
        <message>
            <source>Checking the clips</source>
            <translation>クリップの確認</translation>
        </message>
        <message>
            <source>checking …</source>
            <translation>確認中…</translation>
        </message>
        <message>
            <source>✗ not usable</source>
            <translation>✗ 使用不可</translation>
        </message>
        <message>
            <source>✓ good</source>
            <translation>✓ 良好</translation>
        </message>
        <message>
            <source>! see the note</source>
            <translation>! 注記あり</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>クリップ</translation>
        </message>
        <message>
            <source>Frames</source>
            <translation>フレーム数</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>フレームレート</translation>
        </message>
        <message>
            <source>Shots</source>
            <translation>ショット数</translation>
        </message>
        <message>
            <source>Usable windows</source>
            <translation>使えるウィンドウ</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>確認</translation>
        </message>
        <message>
            <source>Clips: %1 · usable windows of seven frames: %2</source>
            <translation>クリップ：%1 · 使える 7 フレームのウィンドウ：%2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Drop clips or folders here. A few minutes from several scenes are better than one long take.</source>
            <translation>クリップやフォルダーをここにドロップできます。長い 1 カットより、いろいろな場面を数分ずつ集めるほうが効果的です。</translation>
        </message>
        <message>
            <source>… and %1 more: select a clip to see its own.</source>
            <translation>…ほか %1 件。クリップを選ぶと、その注記だけを表示します。</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>学習</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Last change</source>
            <translation>最終更新</translation>
        </message>
        <message>
            <source>&amp;Show result</source>
            <translation>結果を表示(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Continue</source>
            <translation>続ける(&amp;C)</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardModelsPage</name>
        <message>
            <source>Models and budget</source>
            <translation>モデルと時間</translation>
        </message>
        <message>
            <source>Choose the network to start from, the teacher to learn from, and the time: more time helps, but less and less.</source>
            <translation>開始モデル、手本にする教師モデル、使う時間を決めます。時間は長いほど良くなりますが、伸びは次第に小さくなります。</translation>
        </message>
        <message>
            <source>&amp;Title</source>
            <translation>タイトル(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Start from</source>
            <translation>開始モデル(&amp;S)</translation>
        </message>
        <message>
            <source>Tea&amp;cher</source>
            <translation>教師モデル(&amp;C)</translation>
        </message>
        <message>
            <source>Phase 1</source>
            <translation>第 1 段階</translation>
        </message>
        <message>
            <source>Ti&amp;me</source>
            <translation>時間(&amp;M)</translation>
        </message>
        <message>
            <source>Name of the run and of its report</source>
            <translation>学習とレポートの名前</translation>
        </message>
        <message>
            <source> min</source>
            <translation> 分</translation>
        </message>
        <message>
            <source>For everything from preparing the footage to the report</source>
            <translation>素材の準備からレポート作成までの合計です</translation>
        </message>
        <message>
            <source>&amp;Prune first: take away what the network does not need</source>
            <translation>先に枝刈りをする：ネットワークの不要な部分を取り除く(&amp;P)</translation>
        </message>
        <message>
            <source>down to a number of parameters of at most</source>
            <translation>パラメータ数の上限</translation>
        </message>
        <message>
            <source>until it is faster by at least</source>
            <translation>速度の目標</translation>
        </message>
        <message>
            <source>Parameters at most</source>
            <translation>パラメータ数の上限</translation>
        </message>
        <message>
            <source>Faster by at least</source>
            <translation>速度の目標</translation>
        </message>
        <message>
            <source>M&amp;ore: precision, repeatability, folder</source>
            <translation>詳細：精度、再現性、フォルダー(&amp;O)</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>演算精度</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>スレッド数</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>乱数シード</translation>
        </message>
        <message>
            <source>Folder of the run</source>
            <translation>学習フォルダー</translation>
        </message>
        <message>
            <source>automatic</source>
            <translation>自動</translation>
        </message>
        <message>
            <source>all cores</source>
            <translation>すべてのコア</translation>
        </message>
        <message>
            <source>The same seed, footage and computer give the same network</source>
            <translation>シード、素材、計算機が同じなら、同じモデルができます</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>選択…</translation>
        </message>
        <message>
            <source>What it will take</source>
            <translation>所要量の見積もり</translation>
        </message>
        <message>
            <source>Measuring a training step</source>
            <translation>学習 1 ステップの計測</translation>
        </message>
        <message>
            <source>none: learn from the footage alone</source>
            <translation>なし：素材だけから学習</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>new weights, at the widths of Mini-flow</source>
            <translation>新しい重み（Mini-flow と同じ幅）</translation>
        </message>
        <message>
            <source>Without a teacher the network is fine-tuned on the footage. Import a published teacher under Tools › Models to distil from it.</source>
            <translation>教師モデルなしの場合は、素材に合わせて微調整します。知識蒸留を行うには、「ツール」›「モデル」から公開されている教師モデルを取り込んでください。</translation>
        </message>
        <message>
            <source>Distillation: the network learns from the teacher's frames and from the footage.</source>
            <translation>知識蒸留：教師モデルが作るフレームと素材の両方から学びます。</translation>
        </message>
        <message>
            <source>Where to make the run's folder</source>
            <translation>学習フォルダーを作る場所</translation>
        </message>
        <message>
            <source>Measuring a training step on this computer …</source>
            <translation>この計算機で学習 1 ステップの時間を測っています…</translation>
        </message>
        <message>
            <source>%1 in all · %2 on disk · %3 s per training step</source>
            <translation>全体で%1 · ディスク %2 · 1 ステップ %3 秒</translation>
        </message>
        <message>
            <source>Phase 1 (pruning): %1 steps · Phase 2 (distillation): %2 steps</source>
            <translation>第 1 段階（枝刈り）：%1 ステップ · 第 2 段階（知識蒸留）：%2 ステップ</translation>
        </message>
        <message>
            <source>Fine-tuning: %1 steps</source>
            <translation>微調整：%1 ステップ</translation>
        </message>
        <message>
            <source>Distillation: %1 steps</source>
            <translation>知識蒸留：%1 ステップ</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardResultPage</name>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Decide whether the small network is good enough: every number here was measured on footage it never trained on.</source>
            <translation>軽量モデルで十分かどうかを判断します。ここにある画質の値は、すべて学習に使っていない素材で測ったものです。</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>目標値</translation>
        </message>
        <message>
            <source>Scores</source>
            <translation>画質</translation>
        </message>
        <message>
            <source>Worst frames</source>
            <translation>誤差の大きいフレーム</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>計算コスト</translation>
        </message>
        <message>
            <source>Widths</source>
            <translation>層の幅</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>学習の推移</translation>
        </message>
        <message>
            <source>Conditions</source>
            <translation>条件</translation>
        </message>
        <message>
            <source>Verdict of each target</source>
            <translation>目標ごとの判定</translation>
        </message>
        <message>
            <source>Scores of each held-out clip and method</source>
            <translation>評価用クリップと方法ごとの画質</translation>
        </message>
        <message>
            <source>Cost of each network</source>
            <translation>モデルごとの計算コスト</translation>
        </message>
        <message>
            <source>Time that each part of the run took</source>
            <translation>工程ごとの所要時間</translation>
        </message>
        <message>
            <source>Channels before and after pruning</source>
            <translation>枝刈り前後のチャンネル数</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1%2</translation>
        </message>
        <message>
            <source>✓ met</source>
            <translation>✓ 達成</translation>
        </message>
        <message>
            <source>✗ not met</source>
            <translation>✗ 未達</translation>
        </message>
        <message>
            <source>✗ not met: %1</source>
            <translation>✗ 未達：%1</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>評価項目</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目標値</translation>
        </message>
        <message>
            <source>Measured</source>
            <translation>実測値</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>余裕</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>判定</translation>
        </message>
        <message>
            <source>all held-out clips</source>
            <translation>全評価用クリップ</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>クリップ</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Frames</source>
            <translation>フレーム数</translation>
        </message>
        <message>
            <source>PSNR in dB</source>
            <translation>PSNR（dB）</translation>
        </message>
        <message>
            <source>SSIM</source>
            <translation>SSIM</translation>
        </message>
        <message>
            <source>Detail error</source>
            <translation>細部の誤差</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>ファイル・ID</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>パラメータ数</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>MACs per pixel</source>
            <translation>画素あたりの積和演算</translation>
        </message>
        <message>
            <source>Time per frame</source>
            <translation>1フレームあたり</translation>
        </message>
        <message>
            <source>Peak memory</source>
            <translation>最大メモリー</translation>
        </message>
        <message>
            <source>At</source>
            <translation>画面サイズ</translation>
        </message>
        <message>
            <source>Part of the run</source>
            <translation>工程</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>Planned</source>
            <translation>予定</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>層</translation>
        </message>
        <message>
            <source>Channels before</source>
            <translation>枝刈り前</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>密度</translation>
        </message>
        <message>
            <source>Channels after</source>
            <translation>枝刈り後</translation>
        </message>
        <message>
            <source>Published Mini</source>
            <translation>公開版 Mini</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>タイトル</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>Started from</source>
            <translation>開始モデル</translation>
        </message>
        <message>
            <source>Teacher</source>
            <translation>教師モデル</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>SHA-256 of the result</source>
            <translation>学習後モデルの SHA-256</translation>
        </message>
        <message>
            <source>Limits and incidents</source>
            <translation>注意点と実行中の出来事</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardRunPage</name>
        <message>
            <source>Run</source>
            <translation>学習</translation>
        </message>
        <message>
            <source>Watch whether it still gets better, and stop early if it does not: the best network so far is always kept.</source>
            <translation>まだ良くなっているかを見守ります。伸びなくなったら早めに止めてもかまいません。最良のモデルは常に保存されています。</translation>
        </message>
        <message>
            <source>The same held-out frame after each validation</source>
            <translation>検証のたびに描き直した同じ評価用フレーム</translation>
        </message>
        <message>
            <source>&amp;Stop and keep best</source>
            <translation>停止して最良のモデルを採用(&amp;S)</translation>
        </message>
        <message>
            <source>Ends training now and goes on to the result</source>
            <translation>ここで学習を終え、結果へ進みます</translation>
        </message>
        <message>
            <source>&amp;Go on</source>
            <translation>再開(&amp;G)</translation>
        </message>
        <message>
            <source>Goes on where the run ended</source>
            <translation>前回の続きから再開します</translation>
        </message>
        <message>
            <source>Progress of the whole run</source>
            <translation>学習全体の進み具合</translation>
        </message>
        <message>
            <source>The run has ended</source>
            <translation>学習は終了しました</translation>
        </message>
        <message>
            <source>Paused in: %1</source>
            <translation>一時停止中：%1</translation>
        </message>
        <message>
            <source>%1, step %2 of %3</source>
            <translation>%1　%2 / %3 ステップ</translation>
        </message>
        <message>
            <source>%1 so far</source>
            <translation>経過 %1</translation>
        </message>
        <message>
            <source>%1 · %2 left</source>
            <translation>%1 · 残り%2</translation>
        </message>
        <message>
            <source>Not running</source>
            <translation>停止中</translation>
        </message>
        <message>
            <source>Best held-out PSNR</source>
            <translation>これまでの最高 PSNR</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>損失</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>%1 s per step</source>
            <translation>1 ステップ %1 秒</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>メモリー</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>一時停止(&amp;P)</translation>
        </message>
        <message>
            <source>Goes on where it was paused</source>
            <translation>一時停止したところから再開します</translation>
        </message>
        <message>
            <source>Frees the processor until you go on</source>
            <translation>再開するまでプロセッサーを空けます</translation>
        </message>
        <message>
            <source>Stop training</source>
            <translation>学習の停止</translation>
        </message>
        <message>
            <source>Stop training now and keep the best network so far?</source>
            <translation>学習を停止し、これまでで最良のモデルを採用しますか。</translation>
        </message>
        <message>
            <source>The result is scored and reported as usual. This run cannot be trained further afterwards.</source>
            <translation>採点とレポート作成は通常どおり行います。停止後、この学習の続きはできません。</translation>
        </message>
        <message>
            <source>Stop and keep best</source>
            <translation>停止して採用</translation>
        </message>
        <message>
            <source>Go on training</source>
            <translation>学習を続ける</translation>
        </message>
        <message>
            <source>%1 The run can go on from its last checkpoint.</source>
            <translation>%1 最後に保存した途中経過から再開できます。</translation>
        </message>
        <message>
            <source>The run was left at a checkpoint; you can go on from there.</source>
            <translation>途中経過を保存して中断しました。続きから再開できます。</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardSplitPage</name>
        <message>
            <source>whole clip</source>
            <translation>クリップ全体</translation>
        </message>
        <message>
            <source>frames %1</source>
            <translation>フレーム %1</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>Some footage is held out: the network never trains on it, so that the scores tell how it does on what it has not seen.</source>
            <translation>素材の一部を評価用に取り分けます。学習には一切使わないので、初めて見る映像での実力が分かります。</translation>
        </message>
        <message>
            <source>&amp;Held out, about</source>
            <translation>評価用の割合(&amp;H)</translation>
        </message>
        <message>
            <source>Share of clips or shots that are held out, at least one</source>
            <translation>評価用にするクリップまたはショットの割合（最低 1 つ）</translation>
        </message>
        <message>
            <source>What trains and what is held out</source>
            <translation>学習用と評価用の内訳</translation>
        </message>
        <message>
            <source>held out</source>
            <translation>評価用</translation>
        </message>
        <message>
            <source>trains</source>
            <translation>学習用</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>クリップ</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Usable windows</source>
            <translation>使えるウィンドウ</translation>
        </message>
        <message>
            <source>Trains: %1 (windows: %2) · held out: %3 (windows: %4)</source>
            <translation>学習用：%1（ウィンドウ %2）· 評価用：%3（ウィンドウ %4）</translation>
        </message>
    </context>
    <context>
        <name>nakawari::WizardTargetsPage</name>
        <message>
            <source>Targets</source>
            <translation>目標値</translation>
        </message>
        <message>
            <source>Say what the small network must reach before it is trained, so that nobody can move the goal afterwards.</source>
            <translation>軽量モデルが満たすべき評価項目と目標値を、学習の前に決めます。あとから目標を動かせないようにするためです。</translation>
        </message>
        <message>
            <source>at least</source>
            <translation>以上</translation>
        </message>
        <message>
            <source>at most</source>
            <translation>以下</translation>
        </message>
        <message>
            <source>%1, target</source>
            <translation>%1の目標値</translation>
        </message>
        <message>
            <source> dB</source>
            <translation> dB</translation>
        </message>
        <message>
            <source> ms</source>
            <translation> ミリ秒</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>%1, picture size</source>
            <translation>%1の画面サイズ</translation>
        </message>
        <message>
            <source>Picture size at which it is measured</source>
            <translation>測定に使う画面サイズ</translation>
        </message>
        <message>
            <source>Suggested values are being measured on your footage: %1 %</source>
            <translation>素材で測って目標値の候補を求めています（%1 %）</translation>
        </message>
        <message>
            <source>Tick what matters to you; each item gets a verdict.</source>
            <translation>重視する項目にチェックを入れてください。項目ごとに達成／未達を判定します。</translation>
        </message>
        <message>
            <source>Only ticked items get a verdict; the others are measured and reported all the same.</source>
            <translation>判定するのはチェックを入れた項目だけです。ほかの項目も測定し、レポートに載せます。</translation>
        </message>
    </context>
</TS>
