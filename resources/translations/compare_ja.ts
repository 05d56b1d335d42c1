<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>CompareText</name>
    <message>
        <source>, </source>
        <comment>between numbers of frames</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>new frame between %1 and %2</source>
        <translation>フレーム%1と%2の間の新しいフレーム</translation>
    </message>
    <message>
        <source>%1 (made from %2)</source>
        <translation>%1（使用：%2）</translation>
    </message>
    <message>
        <source>frame %1 (held out)</source>
        <translation>フレーム%1（評価用）</translation>
    </message>
    <message>
        <source>frame %1 (held out; made from %2)</source>
        <translation>フレーム%1（評価用、使用：%2）</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全一致</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>元の映像</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>比較用</translation>
    </message>
    <message>
        <source>fine detail ×%1</source>
        <translation>細部の差 ×%1</translation>
    </message>
    <message>
        <source>difference ×%1</source>
        <translation>差分 ×%1</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>左右に並べる</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>ワイプ</translation>
    </message>
    <message>
        <source>A/B toggle</source>
        <translation>A/B切り替え</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>High freq.</source>
        <translation>細部の差</translation>
    </message>
    <message>
        <source>2×2</source>
        <translation>2×2</translation>
    </message>
    <message>
        <source>PSNR %1  SSIM %2</source>
        <translation>PSNR %1  SSIM %2</translation>
    </message>
    <message>
        <source>vs held-out %1</source>
        <translation>基準：評価用 %1</translation>
    </message>
    <message>
        <source>agreement with %1</source>
        <translation>%1との一致度</translation>
    </message>
    <message>
        <source>The reference</source>
        <translation>基準</translation>
    </message>
</context>
<context>
    <name>nakawari::CompareActions</name>
    <message>
        <source>A and B beside each other.</source>
        <translation>AとBを左右に並べます。</translation>
    </message>
    <message>
        <source>A and B in one place, divided by a handle: drag it, or use the arrow keys.</source>
        <translation>AとBを同じ場所に重ね、境目で分けます。境目はドラッグか矢印キーで動かせます。</translation>
    </message>
    <message>
        <source>A or B in one place; X changes between them.</source>
        <translation>AとBを同じ場所で切り替えます。Xキーで入れ替わります。</translation>
    </message>
    <message>
        <source>How far each picture is from its reference.</source>
        <translation>それぞれの画像が基準からどれだけ離れているかを示します。</translation>
    </message>
    <message>
        <source>Where fine detail (textures, edges) is wrong, missing or invented.</source>
        <translation>細部（質感や輪郭）が誤っている、失われている、または作り出されている場所を示します。</translation>
    </message>
    <message>
        <source>A and B above the source and a baseline.</source>
        <translation>上段にAとB、下段に元の映像と比較用の単純な方法を並べます。</translation>
    </message>
    <message>
        <source>Show A or B</source>
        <translation>AとBを切り替え</translation>
    </message>
    <message>
        <source>Change between A and B.</source>
        <translation>AとBを切り替えます。</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>AとBを入れ替え</translation>
    </message>
    <message>
        <source>A becomes B and B becomes A.</source>
        <translation>AをBに、BをAにします。</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>前のフレーム</translation>
    </message>
    <message>
        <source>The previous frame that a model can make.</source>
        <translation>モデルが作れる一つ前のフレームへ移ります。</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>次のフレーム</translation>
    </message>
    <message>
        <source>The next frame that a model can make.</source>
        <translation>モデルが作れる一つ後のフレームへ移ります。</translation>
    </message>
    <message>
        <source>Worst frame</source>
        <translation>最も悪いフレーム</translation>
    </message>
    <message>
        <source>The next of the worst frames scored so far.</source>
        <translation>採点済みの中で悪いフレームへ順に移ります。</translation>
    </message>
    <message>
        <source>Copy time</source>
        <translation>時刻をコピー</translation>
    </message>
    <message>
        <source>Copy the time of this frame.</source>
        <translation>このフレームの時刻をコピーします。</translation>
    </message>
    <message>
        <source>Range starts here</source>
        <translation>範囲の始点</translation>
    </message>
    <message>
        <source>Score from this frame on.</source>
        <translation>このフレームから採点します。</translation>
    </message>
    <message>
        <source>Range ends here</source>
        <translation>範囲の終点</translation>
    </message>
    <message>
        <source>Score up to the frame before this one, as a job exports it.</source>
        <translation>書き出しと同じく、このフレームの 1 つ前まで採点します。</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全体表示</translation>
    </message>
    <message>
        <source>The whole picture, as large as it goes.</source>
        <translation>画像全体を収まる最大の大きさで表示します。</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>等倍</translation>
    </message>
    <message>
        <source>One sample of the picture on one pixel of the screen.</source>
        <translation>画像の1画素を画面の1画素に表示します。</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom in; the wheel does it at the cursor.</source>
        <translation>拡大します。ホイールではカーソルの位置で拡大します。</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Zoom out; the wheel does it at the cursor.</source>
        <translation>縮小します。ホイールではカーソルの位置で縮小します。</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>連動</translation>
    </message>
    <message>
        <source>Zoom and move all pictures together.</source>
        <translation>すべての画像の拡大と移動を連動させます。</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>画素</translation>
    </message>
    <message>
        <source>Show enlarged samples as squares instead of smoothly.</source>
        <translation>拡大したとき、なめらかにせず画素をそのまま四角で表示します。</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Show scores over the pictures.</source>
        <translation>画像の上に数値を表示します。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>Save a picture as PNG.</source>
        <translation>画像をPNGで保存します。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Close this comparison.</source>
        <translation>この比較画面を閉じます。</translation>
    </message>
    <message>
        <source>Picture &amp;A…</source>
        <translation>Aの画像(&amp;A)…</translation>
    </message>
    <message>
        <source>A’s picture of this frame, every sample as it is.</source>
        <translation>このフレームのAの画像を、画素をそのままに保存します。</translation>
    </message>
    <message>
        <source>Picture &amp;B…</source>
        <translation>Bの画像(&amp;B)…</translation>
    </message>
    <message>
        <source>B’s picture of this frame, every sample as it is.</source>
        <translation>このフレームのBの画像を、画素をそのままに保存します。</translation>
    </message>
    <message>
        <source>&amp;Difference…</source>
        <translation>差分(&amp;D)…</translation>
    </message>
    <message>
        <source>The difference from the reference, enlarged.</source>
        <translation>基準との差を強調して保存します。</translation>
    </message>
    <message>
        <source>&amp;Comparison…</source>
        <translation>比較画面(&amp;C)…</translation>
    </message>
    <message>
        <source>What is shown, with the numbers over it.</source>
        <translation>いま表示している比較を、数値とともに保存します。</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最悪フレーム</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Range from here</source>
        <translation>ここから</translation>
    </message>
    <message>
        <source>to here</source>
        <translation>ここまで</translation>
    </message>
</context>
<context>
    <name>nakawari::CompareBar</name>
    <message>
        <source>Model A</source>
        <translation>モデルA</translation>
    </message>
    <message>
        <source>Model B</source>
        <translation>モデルB</translation>
    </message>
    <message>
        <source>Reference:</source>
        <translation>基準：</translation>
    </message>
    <message>
        <source>Held-out frame</source>
        <translation>評価用フレーム</translation>
    </message>
    <message>
        <source>Leave a source frame out, make it from its neighbours and score it against the true one. The model sees twice the motion that it sees in earnest.</source>
        <translation>元のフレームを1枚抜いて評価用に取っておき、前後から作り直して本物と比べます。モデルには本番の2倍の動きが見えます。</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致度</translation>
    </message>
    <message>
        <source>Make a really new frame and score it against the other model’s: there is no true one. If the teacher is A or B, it is the reference; else A is.</source>
        <translation>実際に新しいフレームを作り、もう一方のモデルの結果と比べます。本物は存在しません。教師モデルがAかBにあればそれを、なければAを基準とします。</translation>
    </message>
    <message>
        <source>No teacher is installed. &lt;a href=&apos;import&apos;&gt;Import the authors’ checkpoint…&lt;/a&gt;</source>
        <translation>教師モデルがありません。&lt;a href=&apos;import&apos;&gt;著者の重みを読み込む…&lt;/a&gt;</translation>
    </message>
    <message>
        <source>ST-MFNet’s published weights (.pth) are not part of the program. Import the file under the id “teacher”, or on the command line: nakawari-cli models import FILE.pth</source>
        <translation>公開されているST-MFNetの重み（.pth）は付属していません。ID「teacher」として読み込んでください。コマンドラインでは nakawari-cli models import FILE.pth です。</translation>
    </message>
    <message>
        <source>View:</source>
        <translation>表示：</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>倍率(&amp;G)</translation>
    </message>
    <message>
        <source>How much differences are enlarged.</source>
        <translation>差をどれだけ強調するかを選びます。</translation>
    </message>
    <message>
        <source>Base&amp;line</source>
        <translation>比較用(&amp;L)</translation>
    </message>
    <message>
        <source>The simple method in the 2×2 view.</source>
        <translation>2×2表示に加える単純な方法を選びます。</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>ブレンド</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>繰り返し</translation>
    </message>
    <message>
        <source>Optical flow</source>
        <translation>オプティカルフロー</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>Save a picture as PNG. (S)</source>
        <translation>画像をPNGで保存します。（S）</translation>
    </message>
    <message>
        <source>FFmpeg minterpolate</source>
        <translation>FFmpeg の minterpolate</translation>
    </message>
</context>
<context>
    <name>nakawari::CompareNavigation</name>
    <message>
        <source>Frame</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Write a time, for example 1:02.5, and press Enter.</source>
        <translation>時刻（例：1:02.5）を入力してEnterキーを押します。</translation>
    </message>
</context>
<context>
    <name>nakawari::CompareSession</name>
    <message>
        <source>There is nothing to compare: the clip has no two frames in a row that belong to one shot.</source>
        <translation>比較できるものがありません。このクリップには、同じカットの中で続く2枚のフレームがありません。</translation>
    </message>
    <message>
        <source>Blended until this model&apos;s picture is ready</source>
        <translation>このモデルの画像ができるまで、前後の平均を表示しています</translation>
    </message>
</context>
<context>
    <name>nakawari::CompareView</name>
    <message>
        <source>Save picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG画像 (*.png)</translation>
    </message>
    <message>
        <source>Export scores</source>
        <translation>数値を書き出し</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1を保存しました。</translation>
    </message>
    <message>
        <source>There is no difference to save yet.</source>
        <translation>保存できる差分がまだありません。</translation>
    </message>
    <message>
        <source>The picture of %1 is not ready yet.</source>
        <translation>%1の画像はまだできていません。</translation>
    </message>
    <message>
        <source>%1 was copied.</source>
        <translation>%1をコピーしました。</translation>
    </message>
    <message>
        <source>That is no time: write seconds, or 1:02.5.</source>
        <translation>時刻として読めません。秒数か、1:02.5のように入力してください。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>元の映像</translation>
    </message>
    <message>
        <source>Compare – %1</source>
        <translation>比較 – %1</translation>
    </message>
    <message>
        <source>Compare – %1 – %2</source>
        <translation>比較 – %1 – %2</translation>
    </message>
    <message>
        <source>Looking through %1 for its frames and cuts…</source>
        <translation>%1のフレームとカットを調べています…</translation>
    </message>
    <message>
        <source>Nothing is scored yet: “Score the range” finds the worst frames.</source>
        <translation>まだ採点していません。「範囲を採点」で悪いフレームが分かります。</translation>
    </message>
    <message>
        <source>Range: %1 to %2.</source>
        <translation>範囲：%1～%2</translation>
    </message>
</context>
<context>
    <name>nakawari::ScoreChart</name>
    <message>
        <source>Time (s)</source>
        <translation>時刻（秒）</translation>
    </message>
    <message>
        <source>PSNR (dB)</source>
        <translation>PSNR (dB)</translation>
    </message>
    <message>
        <source>PSNR of A and B over time</source>
        <translation>AとBのPSNRの推移</translation>
    </message>
    <message>
        <source>The table beside the graph shows the same numbers.</source>
        <translation>同じ数値は表でも見られます。</translation>
    </message>
</context>
<context>
    <name>nakawari::ScoreGraph</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Score the range</source>
        <translation>範囲を採点</translation>
    </message>
    <message>
        <source>Stop scoring; what was scored stays.</source>
        <translation>採点を止めます。採点済みの結果は残ります。</translation>
    </message>
    <message>
        <source>Make and score every frame of the range with both models. What you look at goes first.</source>
        <translation>範囲内のすべてのフレームを両方のモデルで作って採点します。いま見ているフレームを優先します。</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Show the curves as a table.</source>
        <translation>グラフの代わりに表で表示します。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Save the scores of the range for another program.</source>
        <translation>範囲の数値を、ほかのプログラムで使えるように保存します。</translation>
    </message>
    <message>
        <source>Scores as &amp;CSV…</source>
        <translation>数値をCSVで(&amp;C)…</translation>
    </message>
    <message>
        <source>Scores as &amp;JSON…</source>
        <translation>数値をJSONで(&amp;J)…</translation>
    </message>
    <message>
        <source>Worst:</source>
        <translation>悪い順：</translation>
    </message>
    <message>
        <source>of B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>of A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B behind A</source>
        <translation>BがAに劣る</translation>
    </message>
    <message>
        <source>What the worst frames are worst in</source>
        <translation>悪い順の基準</translation>
    </message>
    <message>
        <source>Worst frames</source>
        <translation>悪いフレーム</translation>
    </message>
    <message>
        <source>Click a frame to look at it; W goes through them.</source>
        <translation>クリックするとそのフレームを表示します。Wキーで順に移ります。</translation>
    </message>
    <message>
        <source>Scores of A and B</source>
        <translation>AとBの数値</translation>
    </message>
    <message>
        <source>Frames scored</source>
        <translation>採点済みのフレーム</translation>
    </message>
    <message>
        <source>not scored yet</source>
        <translation>未採点</translation>
    </message>
    <message>
        <source>%1 identical, not drawn</source>
        <translation>完全一致%1枚（グラフになし）</translation>
    </message>
    <message>
        <source>PSNR on 8-bit RGB: the mean of the frames’ dB, against the reference chosen above.</source>
        <translation>8ビットRGBでのPSNR。上で選んだ基準に対する、フレームごとのdBの平均です。</translation>
    </message>
    <message>
        <source>%1 of %2 frames scored</source>
        <translation>%2フレーム中%1フレームを採点済み</translation>
    </message>
</context>
<context>
    <name>nakawari::ScoreTableModel</name>
    <message>
        <source>Frame</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>PSNR A</source>
        <translation>PSNR A</translation>
    </message>
    <message>
        <source>SSIM A</source>
        <translation>SSIM A</translation>
    </message>
    <message>
        <source>PSNR B</source>
        <translation>PSNR B</translation>
    </message>
    <message>
        <source>SSIM B</source>
        <translation>SSIM B</translation>
    </message>
    <message>
        <source>B − A (dB)</source>
        <translation>B − A (dB)</translation>
    </message>
</context>
</TS>
