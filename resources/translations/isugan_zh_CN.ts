<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>in {view}</source>
        <translation>在“{view}”中</translation>
    </message>
    <message>
        <source>not possible now</source>
        <translation>现在不可用</translation>
    </message>
    <message>
        <source>{action}: {what}</source>
        <translation>{action}：{what}</translation>
    </message>
</context>
<context>
    <name>Actions: Calibrate</name>
    <message>
        <source>&amp;Apply the policy</source>
        <translation>应用策略(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Save into the model</source>
        <translation>保存到模型(&amp;S)</translation>
    </message>
    <message>
        <source>Apply the chosen policy, or inspect the chosen image</source>
        <translation>应用所选策略，或检测所选图像</translation>
    </message>
    <message>
        <source>Click a bar or a cell</source>
        <translation>单击柱条或单元格</translation>
    </message>
    <message>
        <source>Double-click an image</source>
        <translation>双击图像</translation>
    </message>
    <message>
        <source>Drag a cut</source>
        <translation>拖动阈值线</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Inspect what has no score of this model yet</source>
        <translation>检测尚无此模型分数的图像</translation>
    </message>
    <message>
        <source>Judge by these cuts from now on, here and on the command line</source>
        <translation>今后在窗口和命令行中都按这些阈值判定</translation>
    </message>
    <message>
        <source>Move it; the figures follow</source>
        <translation>移动阈值，指标随之变化</translation>
    </message>
    <message>
        <source>NG cut &amp;left</source>
        <translation>NG 阈值左移(&amp;L)</translation>
    </message>
    <message>
        <source>NG cut &amp;right</source>
        <translation>NG 阈值右移(&amp;R)</translation>
    </message>
    <message>
        <source>Open it in Inspect</source>
        <translation>在“检测”中打开</translation>
    </message>
    <message>
        <source>Review cut l&amp;eft</source>
        <translation>Review 阈值左移(&amp;E)</translation>
    </message>
    <message>
        <source>Review cut ri&amp;ght</source>
        <translation>Review 阈值右移(&amp;G)</translation>
    </message>
    <message>
        <source>S&amp;core the images</source>
        <translation>计算图像分数(&amp;C)</translation>
    </message>
    <message>
        <source>Set the cuts that the chosen policy asks for</source>
        <translation>按所选策略设置阈值</translation>
    </message>
    <message>
        <source>Show &amp;images</source>
        <translation>显示图像(&amp;I)</translation>
    </message>
    <message>
        <source>Show its images</source>
        <translation>显示对应的图像</translation>
    </message>
    <message>
        <source>The images between the cuts</source>
        <translation>两个阈值之间的图像</translation>
    </message>
    <message>
        <source>The next image becomes NG</source>
        <translation>下一张图像变为 NG</translation>
    </message>
    <message>
        <source>The next image goes to review</source>
        <translation>下一张图像转入复核</translation>
    </message>
    <message>
        <source>The next image is NG no more</source>
        <translation>下一张图像不再判为 NG</translation>
    </message>
    <message>
        <source>The next image passes as OK</source>
        <translation>下一张图像判为 OK</translation>
    </message>
</context>
<context>
    <name>Actions: Dataset</name>
    <message>
        <source>&amp;Add images…</source>
        <translation>添加图像(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Copy path</source>
        <translation>复制路径(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Defective</source>
        <translation>缺陷品(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Good</source>
        <translation>良品(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reviewed</source>
        <translation>已复核(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练集(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Unlabelled</source>
        <translation>未标注(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Validation</source>
        <translation>验证集(&amp;V)</translation>
    </message>
    <message>
        <source>Ass&amp;ign splits…</source>
        <translation>划分数据集(&amp;I)…</translation>
    </message>
    <message>
        <source>Back to the grid</source>
        <translation>返回缩略图</translation>
    </message>
    <message>
        <source>Copy the path of the image</source>
        <translation>复制图像的路径</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+回车键</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Draw which images validate and test</source>
        <translation>抽取用于验证和测试的图像</translation>
    </message>
    <message>
        <source>Edit the note of the image</source>
        <translation>编辑图像的备注</translation>
    </message>
    <message>
        <source>Edit the tags of the selected images</source>
        <translation>编辑所选图像的标签</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Import what is shown, or save a note</source>
        <translation>导入所列内容，或保存备注</translation>
    </message>
    <message>
        <source>Label the selected images defective</source>
        <translation>将所选图像标注为缺陷品</translation>
    </message>
    <message>
        <source>Label the selected images good</source>
        <translation>将所选图像标注为良品</translation>
    </message>
    <message>
        <source>Lift the search and all filters</source>
        <translation>清除搜索和所有筛选条件</translation>
    </message>
    <message>
        <source>Look for files and images that will make trouble</source>
        <translation>查找会造成问题的文件和图像</translation>
    </message>
    <message>
        <source>Look through a folder and import its images</source>
        <translation>浏览文件夹并导入其中的图像</translation>
    </message>
    <message>
        <source>Mark the selected images reviewed, or take it back</source>
        <translation>将所选图像标为已复核，或取消</translation>
    </message>
    <message>
        <source>Move the selected images to the test split</source>
        <translation>将所选图像移到测试集</translation>
    </message>
    <message>
        <source>Move the selected images to the training split</source>
        <translation>将所选图像移到训练集</translation>
    </message>
    <message>
        <source>Move the selected images to the validation split</source>
        <translation>将所选图像移到验证集</translation>
    </message>
    <message>
        <source>Open the folder of the image</source>
        <translation>打开图像所在的文件夹</translation>
    </message>
    <message>
        <source>Re&amp;link moved folders…</source>
        <translation>重新关联已移动的文件夹(&amp;L)…</translation>
    </message>
    <message>
        <source>Re&amp;move from the project</source>
        <translation>从项目中移除(&amp;M)</translation>
    </message>
    <message>
        <source>Run pre-f&amp;light</source>
        <translation>运行预检(&amp;L)</translation>
    </message>
    <message>
        <source>Say where images are that moved</source>
        <translation>指定已移动图像的新位置</translation>
    </message>
    <message>
        <source>Search the images</source>
        <translation>搜索图像</translation>
    </message>
    <message>
        <source>Show &amp;large</source>
        <translation>放大查看(&amp;L)</translation>
    </message>
    <message>
        <source>Show a&amp;ll images</source>
        <translation>显示全部图像(&amp;L)</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Show the image large</source>
        <translation>放大查看图像</translation>
    </message>
    <message>
        <source>Show the image with its mask and areas; also Enter</source>
        <translation>查看图像及其掩膜和区域；也可按回车键</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>标签(&amp;G)</translation>
    </message>
    <message>
        <source>Take the label off the selected images</source>
        <translation>去掉所选图像的标注</translation>
    </message>
    <message>
        <source>Take the selected images out of every split</source>
        <translation>将所选图像移出所有划分</translation>
    </message>
    <message>
        <source>Te&amp;st</source>
        <translation>测试集(&amp;S)</translation>
    </message>
    <message>
        <source>The files stay where they are</source>
        <translation>文件保留在原处</translation>
    </message>
    <message>
        <source>U&amp;nassigned</source>
        <translation>未划分(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Actions: Edit</name>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
</context>
<context>
    <name>Actions: File</name>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export CSV…</source>
        <translation>导出 CSV(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>A black and white picture of the defects for each image</source>
        <translation>每张图像一幅缺陷黑白图</translation>
    </message>
    <message>
        <source>All results with their contours in one document</source>
        <translation>全部结果及其轮廓存入一个文档</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>拖放</translation>
    </message>
    <message>
        <source>Each image with its contours drawn in</source>
        <translation>每张图像并画出轮廓</translation>
    </message>
    <message>
        <source>Export &amp;JSON…</source>
        <translation>导出 JSON(&amp;J)…</translation>
    </message>
    <message>
        <source>Export &amp;labelme…</source>
        <translation>导出 labelme(&amp;L)…</translation>
    </message>
    <message>
        <source>Export &amp;masks…</source>
        <translation>导出掩膜(&amp;M)…</translation>
    </message>
    <message>
        <source>Export &amp;overlays…</source>
        <translation>导出叠加图(&amp;O)…</translation>
    </message>
    <message>
        <source>Export &amp;report…</source>
        <translation>导出报告(&amp;R)…</translation>
    </message>
    <message>
        <source>Export C&amp;OCO…</source>
        <translation>导出 COCO(&amp;O)…</translation>
    </message>
    <message>
        <source>Export report as &amp;PDF…</source>
        <translation>将报告导出为 PDF(&amp;P)…</translation>
    </message>
    <message>
        <source>Figures, settings and cases as one HTML file</source>
        <translation>指标、设置和实例存为一个 HTML 文件</translation>
    </message>
    <message>
        <source>List chosen images</source>
        <translation>列出所选图像</translation>
    </message>
    <message>
        <source>List the images of a folder</source>
        <translation>列出文件夹中的图像</translation>
    </message>
    <message>
        <source>List the images of the open project to inspect them</source>
        <translation>列出当前项目的图像以便检测</translation>
    </message>
    <message>
        <source>Load the built-in model and images</source>
        <translation>加载内置模型和图像</translation>
    </message>
    <message>
        <source>Load the model that inspects</source>
        <translation>加载用于检测的模型</translation>
    </message>
    <message>
        <source>Make a project for a set of images</source>
        <translation>为一组图像建立项目</translation>
    </message>
    <message>
        <source>Open &amp;demo</source>
        <translation>打开演示(&amp;D)</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;images…</source>
        <translation>打开图像(&amp;I)…</translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation>打开模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>打开项目(&amp;P)…</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>Open a project, a model file, images or folders</source>
        <translation>打开项目、模型文件、图像或文件夹</translation>
    </message>
    <message>
        <source>Outlines as labelme&apos;s JSON, one file for each image</source>
        <translation>轮廓存为 labelme 的 JSON，每张图像一个文件</translation>
    </message>
    <message>
        <source>Outlines of NG images as COCO&apos;s instances.json</source>
        <translation>NG 图像的轮廓存为 COCO 的 instances.json</translation>
    </message>
    <message>
        <source>Pro&amp;ject&apos;s images</source>
        <translation>项目的图像(&amp;J)</translation>
    </message>
    <message>
        <source>The same report to print or to hand on</source>
        <translation>同一报告，便于打印或转发</translation>
    </message>
    <message>
        <source>Write results.csv and defects.csv into a folder</source>
        <translation>将 results.csv 和 defects.csv 写入文件夹</translation>
    </message>
</context>
<context>
    <name>Actions: Help</name>
    <message>
        <source>&amp;About ISU-GAN Inspector</source>
        <translation>关于 ISU-GAN Inspector(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Change keyboard shortcuts…</source>
        <translation>更改键盘快捷键(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Find an action…</source>
        <translation>查找操作(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Choose your own keys</source>
        <translation>选择自己的按键</translation>
    </message>
    <message>
        <source>Search everything that can be done</source>
        <translation>搜索所有可执行的操作</translation>
    </message>
</context>
<context>
    <name>Actions: Inspect</name>
    <message>
        <source>&amp;100 %</source>
        <translation>100 %(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;Cancel running work</source>
        <translation>取消正在进行的任务(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Fit in the pane</source>
        <translation>适应窗格(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Inspect all</source>
        <translation>全部检测(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Next image</source>
        <translation>下一张图像(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous image</source>
        <translation>上一张图像(&amp;P)</translation>
    </message>
    <message>
        <source>Blink between original and repair</source>
        <translation>在原图与修复图之间切换</translation>
    </message>
    <message>
        <source>Click a defect</source>
        <translation>单击缺陷</translation>
    </message>
    <message>
        <source>Compare with another &amp;model…</source>
        <translation>与另一模型比较(&amp;M)…</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Find an ima&amp;ge</source>
        <translation>查找图像(&amp;G)</translation>
    </message>
    <message>
        <source>Hold Space</source>
        <translation>按住空格键</translation>
    </message>
    <message>
        <source>In the SSIM map&apos;s place, where D_p sees a defect; both make the score</source>
        <translation>在 SSIM 图的位置显示 D_p 认为有缺陷之处；两者共同构成得分</translation>
    </message>
    <message>
        <source>Inspect every image of the list that is not inspected yet</source>
        <translation>检测列表中所有尚未检测的图像</translation>
    </message>
    <message>
        <source>Largest difference first</source>
        <translation>差异最大的排在最前</translation>
    </message>
    <message>
        <source>Let a second model inspect the same images</source>
        <translation>让第二个模型检测相同的图像</translation>
    </message>
    <message>
        <source>Let go of the second model</source>
        <translation>移除第二个模型</translation>
    </message>
    <message>
        <source>Maximise &amp;SSIM map</source>
        <translation>最大化 SSIM 图(&amp;S)</translation>
    </message>
    <message>
        <source>Maximise &amp;contours</source>
        <translation>最大化轮廓图(&amp;C)</translation>
    </message>
    <message>
        <source>Maximise &amp;original</source>
        <translation>最大化原图(&amp;O)</translation>
    </message>
    <message>
        <source>Maximise &amp;repair</source>
        <translation>最大化修复图(&amp;R)</translation>
    </message>
    <message>
        <source>Maximise a pane, or show all four</source>
        <translation>最大化一个窗格，或显示全部四个</translation>
    </message>
    <message>
        <source>More of the original</source>
        <translation>多显示原图</translation>
    </message>
    <message>
        <source>More of the repair</source>
        <translation>多显示修复图</translation>
    </message>
    <message>
        <source>Move the picture, or the split line</source>
        <translation>移动画面或分隔线</translation>
    </message>
    <message>
        <source>Next &amp;defect</source>
        <translation>下一个缺陷(&amp;D)</translation>
    </message>
    <message>
        <source>Of model B, or of A again</source>
        <translation>模型 B 的图，或恢复模型 A 的图</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Original and repair on either side of a line</source>
        <translation>分隔线两侧分别为原图和修复图</translation>
    </message>
    <message>
        <source>Pre&amp;vious defect</source>
        <translation>上一个缺陷(&amp;V)</translation>
    </message>
    <message>
        <source>S&amp;top comparing</source>
        <translation>停止比较(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;urprise of D_p</source>
        <translation>D_p 的意外度(&amp;U)</translation>
    </message>
    <message>
        <source>Search the list by name</source>
        <translation>按名称搜索列表</translation>
    </message>
    <message>
        <source>Show &amp;only verdicts that flip</source>
        <translation>仅显示判定不同的图像(&amp;O)</translation>
    </message>
    <message>
        <source>Show the other model&apos;s pict&amp;ures</source>
        <translation>显示另一模型的图(&amp;U)</translation>
    </message>
    <message>
        <source>Spl&amp;it slider</source>
        <translation>分隔滑块(&amp;I)</translation>
    </message>
    <message>
        <source>Split line to the &amp;left</source>
        <translation>分隔线左移(&amp;L)</translation>
    </message>
    <message>
        <source>Split line to the ri&amp;ght</source>
        <translation>分隔线右移(&amp;G)</translation>
    </message>
    <message>
        <source>Stop every running job</source>
        <translation>停止所有正在运行的任务</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>在光标处缩放</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>缩放到该缺陷</translation>
    </message>
    <message>
        <source>Zoom to the next defect of the table</source>
        <translation>缩放到表中的下一个缺陷</translation>
    </message>
    <message>
        <source>Zoom to the previous defect of the table</source>
        <translation>缩放到表中的上一个缺陷</translation>
    </message>
</context>
<context>
    <name>Actions: Large image</name>
    <message>
        <source>&amp;100 %</source>
        <translation>100 %(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;Back to the grid</source>
        <translation>返回缩略图(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Ellipse</source>
        <translation>椭圆(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适应页面(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Inspect only here</source>
        <translation>仅检测此处(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Next area</source>
        <translation>下一个区域(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>多边形(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Previous image</source>
        <translation>上一张图像(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>矩形(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Select areas</source>
        <translation>选择区域(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;This image</source>
        <translation>仅此图像(&amp;T)</translation>
    </message>
    <message>
        <source>Add a corner to a polygon</source>
        <translation>为多边形添加顶点</translation>
    </message>
    <message>
        <source>Areas of every image, as of a fixed camera</source>
        <translation>适用于所有图像的区域，例如相机固定时</translation>
    </message>
    <message>
        <source>Areas of this image</source>
        <translation>此图像的区域</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Back to the grid; also Esc</source>
        <translation>返回缩略图；也可按 Esc</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格键</translation>
    </message>
    <message>
        <source>Choose the next area</source>
        <translation>选择下一个区域</translation>
    </message>
    <message>
        <source>Choose the previous area</source>
        <translation>选择上一个区域</translation>
    </message>
    <message>
        <source>Choose, move and resize areas</source>
        <translation>选择、移动区域并调整大小</translation>
    </message>
    <message>
        <source>Click a side</source>
        <translation>单击边</translation>
    </message>
    <message>
        <source>Close a polygon, or put a shape in</source>
        <translation>闭合多边形，或放入图形</translation>
    </message>
    <message>
        <source>De&amp;lete area</source>
        <translation>删除区域(&amp;L)</translation>
    </message>
    <message>
        <source>Delete the chosen area; also Del</source>
        <translation>删除所选区域；也可按 Del</translation>
    </message>
    <message>
        <source>Don&apos;t-care area</source>
        <translation>忽略区域</translation>
    </message>
    <message>
        <source>Draw a polygon: click its corners, then Enter</source>
        <translation>绘制多边形：依次单击各顶点，然后按回车键</translation>
    </message>
    <message>
        <source>Draw a rectangle</source>
        <translation>绘制矩形</translation>
    </message>
    <message>
        <source>Draw an ellipse</source>
        <translation>绘制椭圆</translation>
    </message>
    <message>
        <source>E&amp;very image</source>
        <translation>所有图像(&amp;V)</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Fit the image into the page</source>
        <translation>使图像适应页面</translation>
    </message>
    <message>
        <source>I&amp;gnore here</source>
        <translation>忽略此处(&amp;G)</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>按住中键拖动</translation>
    </message>
    <message>
        <source>Move the area; with Shift, size it</source>
        <translation>移动区域；按住 Shift 则调整大小</translation>
    </message>
    <message>
        <source>Move the picture with any tool</source>
        <translation>使用任何工具时移动画面</translation>
    </message>
    <message>
        <source>Ne&amp;xt image</source>
        <translation>下一张图像(&amp;X)</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Pre&amp;vious area</source>
        <translation>上一个区域(&amp;V)</translation>
    </message>
    <message>
        <source>Region of interest</source>
        <translation>感兴趣区域（ROI）</translation>
    </message>
    <message>
        <source>Remove a corner</source>
        <translation>删除顶点</translation>
    </message>
    <message>
        <source>Right-click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>Show &amp;mask</source>
        <translation>显示掩膜(&amp;M)</translation>
    </message>
    <message>
        <source>Show the mask over the image</source>
        <translation>在图像上显示掩膜</translation>
    </message>
    <message>
        <source>Take the last corner back</source>
        <translation>撤回上一个顶点</translation>
    </message>
</context>
<context>
    <name>Actions: Review</name>
    <message>
        <source>&amp;Brush</source>
        <translation>画笔(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>橡皮擦(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适应窗格(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Merge review…</source>
        <translation>合并复核结果(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Next image</source>
        <translation>下一张图像(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous image</source>
        <translation>上一张图像(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Send back…</source>
        <translation>回传(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Unsure</source>
        <translation>存疑(&amp;U)</translation>
    </message>
    <message>
        <source>100 &amp;%</source>
        <translation>100 &amp;%</translation>
    </message>
    <message>
        <source>A&amp;ccept suggested</source>
        <translation>采纳建议(&amp;C)</translation>
    </message>
    <message>
        <source>All &amp;images</source>
        <translation>全部图像(&amp;I)</translation>
    </message>
    <message>
        <source>Arrows, Space</source>
        <translation>方向键、空格键</translation>
    </message>
    <message>
        <source>Back to one without a decision</source>
        <translation>返回上一张未判的图像</translation>
    </message>
    <message>
        <source>Clear the mas&amp;k</source>
        <translation>清除掩膜(&amp;K)</translation>
    </message>
    <message>
        <source>Close a polygon</source>
        <translation>闭合多边形</translation>
    </message>
    <message>
        <source>Confirm &amp;NG</source>
        <translation>确认 NG(&amp;N)</translation>
    </message>
    <message>
        <source>Confirm &amp;OK</source>
        <translation>确认 OK(&amp;O)</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Drag the picture, mark nothing</source>
        <translation>拖动画面，不做标记</translation>
    </message>
    <message>
        <source>Drop a polygon, or leave the note</source>
        <translation>放弃多边形，或离开备注</translation>
    </message>
    <message>
        <source>E&amp;xport review…</source>
        <translation>导出复核结果(&amp;X)…</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Fit the picture into the pane</source>
        <translation>使画面适应窗格</translation>
    </message>
    <message>
        <source>Hold Space and drag</source>
        <translation>按住空格键拖动</translation>
    </message>
    <message>
        <source>Label the dataset&apos;s images as they were decided; shows first what changes</source>
        <translation>按复核结论标注数据集中的图像；先显示将发生的更改</translation>
    </message>
    <message>
        <source>Lar&amp;ger brush</source>
        <translation>增大画笔(&amp;G)</translation>
    </message>
    <message>
        <source>Mark defects</source>
        <translation>标记缺陷</translation>
    </message>
    <message>
        <source>Mark nothing</source>
        <translation>不做任何标记</translation>
    </message>
    <message>
        <source>Mark what lies inside: click its corners</source>
        <translation>标记多边形内部：依次单击各顶点</translation>
    </message>
    <message>
        <source>Mark what the model found (dashed)</source>
        <translation>标记模型找到的部分（虚线）</translation>
    </message>
    <message>
        <source>Mark with the brush, or erase</source>
        <translation>用画笔标记，或擦除</translation>
    </message>
    <message>
        <source>Mo&amp;ve the picture</source>
        <translation>移动画面(&amp;V)</translation>
    </message>
    <message>
        <source>Move the brush, and mark there</source>
        <translation>移动画笔，并在该处标记</translation>
    </message>
    <message>
        <source>Move the picture with any tool</source>
        <translation>使用任何工具时移动画面</translation>
    </message>
    <message>
        <source>NG &amp;as suggested</source>
        <translation>按建议判 NG(&amp;A)</translation>
    </message>
    <message>
        <source>Ne&amp;xt unreviewed</source>
        <translation>下一张未复核(&amp;X)</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>备注(&amp;T)</translation>
    </message>
    <message>
        <source>Not the flagged ones only</source>
        <translation>不限于待复核的图像</translation>
    </message>
    <message>
        <source>On to one without a decision</source>
        <translation>转到下一张未判的图像</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Po&amp;lygon</source>
        <translation>多边形(&amp;L)</translation>
    </message>
    <message>
        <source>Previous un&amp;reviewed</source>
        <translation>上一张未复核(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;how suggested</source>
        <translation>显示建议(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;maller brush</source>
        <translation>减小画笔(&amp;M)</translation>
    </message>
    <message>
        <source>Send the decisions back to the dataset, and set up a training that learns from their masks</source>
        <translation>将复核结论回传到数据集，并准备一次从其掩膜中学习的训练</translation>
    </message>
    <message>
        <source>Show the &amp;repair</source>
        <translation>显示修复图(&amp;R)</translation>
    </message>
    <message>
        <source>Show what the model found</source>
        <translation>显示模型找到的部分</translation>
    </message>
    <message>
        <source>Somebody else should look at it</source>
        <translation>应由其他人查看</translation>
    </message>
    <message>
        <source>Take marks away</source>
        <translation>擦除标记</translation>
    </message>
    <message>
        <source>Take over another person&apos;s decisions</source>
        <translation>接收他人的复核结论</translation>
    </message>
    <message>
        <source>This part is defective, and its mask is what the model found (dashed), with what was drawn</source>
        <translation>此工件为缺陷品，其掩膜为模型找到的部分（虚线）加上手绘的部分</translation>
    </message>
    <message>
        <source>This part is defective; a mask that was drawn or accepted goes with it</source>
        <translation>此工件为缺陷品；手绘或采纳的掩膜一并保存</translation>
    </message>
    <message>
        <source>This part is good</source>
        <translation>此工件为良品</translation>
    </message>
    <message>
        <source>Use my corrections in the next trainin&amp;g</source>
        <translation>将我的修正用于下次训练(&amp;G)</translation>
    </message>
    <message>
        <source>What the part should have looked like</source>
        <translation>工件本应呈现的样子</translation>
    </message>
    <message>
        <source>Write a note that goes with the decision</source>
        <translation>写下随结论保存的备注</translation>
    </message>
    <message>
        <source>Write your decisions to a review file</source>
        <translation>将您的复核结论写入复核文件</translation>
    </message>
</context>
<context>
    <name>Actions: Train</name>
    <message>
        <source>&amp;Cancel…</source>
        <translation>取消(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Later in the queue</source>
        <translation>在队列中后移(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>新建训练(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Stop and keep</source>
        <translation>停止并保留(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>Add to &amp;queue</source>
        <translation>加入队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Choose settings for another run</source>
        <translation>为另一次训练选择设置</translation>
    </message>
    <message>
        <source>Choose several runs: their curves are compared</source>
        <translation>选择多次训练：比较其曲线</translation>
    </message>
    <message>
        <source>Cop&amp;y as command</source>
        <translation>复制为命令(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the command that trains the same</source>
        <translation>复制执行相同训练的命令</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+单击</translation>
    </message>
    <message>
        <source>Earlier in the &amp;queue</source>
        <translation>在队列中前移(&amp;Q)</translation>
    </message>
    <message>
        <source>End now and discard the run; asks first</source>
        <translation>立即结束并放弃此次训练；会先询问</translation>
    </message>
    <message>
        <source>End now and keep the best model so far</source>
        <translation>立即结束并保留目前最好的模型</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Give the run another name</source>
        <translation>为此次训练改名</translation>
    </message>
    <message>
        <source>Go on with an interrupted run where it was</source>
        <translation>从中断处继续训练</translation>
    </message>
    <message>
        <source>Open the folder of the run</source>
        <translation>打开此次训练的文件夹</translation>
    </message>
    <message>
        <source>Open the run&apos;s model in Inspect</source>
        <translation>在“检测”中打开此次训练的模型</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>重命名(&amp;M)</translation>
    </message>
    <message>
        <source>Rename the run, while its name is edited</source>
        <translation>编辑名称时，确认此次训练的新名称</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>继续训练(&amp;U)</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Take it out of the queue, or move the run to the trash</source>
        <translation>移出队列，或将此次训练移到回收站</translation>
    </message>
    <message>
        <source>Train it later</source>
        <translation>推迟训练</translation>
    </message>
    <message>
        <source>Train it sooner</source>
        <translation>提前训练</translation>
    </message>
    <message>
        <source>Train with these settings</source>
        <translation>用这些设置训练</translation>
    </message>
    <message>
        <source>Train with these settings when its turn comes</source>
        <translation>轮到时用这些设置训练</translation>
    </message>
    <message>
        <source>Use for &amp;inspection</source>
        <translation>用于检测(&amp;I)</translation>
    </message>
    <message>
        <source>Wait after this step; nothing is lost</source>
        <translation>完成此步后等待；不会丢失任何内容</translation>
    </message>
</context>
<context>
    <name>Actions: View</name>
    <message>
        <source>&amp;Calibrate</source>
        <translation>校准(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dataset</source>
        <translation>数据集(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>English(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>检测(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>复核(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>跟随系统配色(&amp;S)</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>深色(&amp;K)</translation>
    </message>
    <message>
        <source>Language of the &amp;system</source>
        <translation>跟随系统语言(&amp;S)</translation>
    </message>
    <message>
        <source>Reset window la&amp;yout</source>
        <translation>重置窗口布局(&amp;Y)</translation>
    </message>
    <message>
        <source>简体中文 (&amp;Chinese)</source>
        <translation>简体中文(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Areas</name>
    <message>
        <source>A polygon needs at least three corners.</source>
        <translation>多边形至少需要三个顶点。</translation>
    </message>
    <message>
        <source>Arrows move it, Shift+arrows size it, Delete removes it.</source>
        <translation>方向键移动，Shift+方向键调整大小，Delete 删除。</translation>
    </message>
    <message>
        <source>Click a side to add a corner, right-click a corner to remove it. Arrows move, Delete removes.</source>
        <translation>单击边添加顶点，右键单击顶点将其删除。方向键移动，Delete 删除区域。</translation>
    </message>
    <message>
        <source>Click an area to choose it. Drag moves the picture.</source>
        <translation>单击区域可选中它，拖动可移动画面。</translation>
    </message>
    <message>
        <source>Click the corners. Enter or a double-click closes it, Backspace takes one back, Esc drops it.</source>
        <translation>依次单击各顶点。回车键或双击闭合，退格键撤回一个顶点，Esc 放弃。</translation>
    </message>
    <message>
        <source>Drag from corner to corner of its box. Enter puts an ellipse in the middle, Esc leaves.</source>
        <translation>从外框的一角拖到对角。回车键在中央放置椭圆，Esc 退出。</translation>
    </message>
    <message>
        <source>Drag from corner to corner. Enter puts a rectangle in the middle, Esc leaves.</source>
        <translation>从一角拖到对角。回车键在中央放置矩形，Esc 退出。</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>That shape has no inside. Draw it larger.</source>
        <translation>该形状没有内部，请画大一些。</translation>
    </message>
    <message>
        <source>The area would lie outside the image: the change was taken back.</source>
        <translation>区域将超出图像，已撤回更改。</translation>
    </message>
    <message>
        <source>The project is open for reading only: areas can be seen, not changed.</source>
        <translation>项目以只读方式打开：区域只能查看，不能更改。</translation>
    </message>
    <message>
        <source>These areas leave nothing to inspect.</source>
        <translation>这些区域没有留下任何可检测的部分。</translation>
    </message>
    <message>
        <source>These areas leave nothing to inspect: the change was taken back.</source>
        <translation>这些区域没有留下任何可检测的部分，已撤回更改。</translation>
    </message>
    <message>
        <source>defect mask</source>
        <translation>缺陷掩膜</translation>
    </message>
    <message>
        <source>every image</source>
        <translation>所有图像</translation>
    </message>
    <message>
        <source>grey {value}</source>
        <translation>灰度 {value}</translation>
    </message>
    <message>
        <source>ignore here</source>
        <translation>忽略此处</translation>
    </message>
    <message>
        <source>inspect only here</source>
        <translation>仅检测此处</translation>
    </message>
    <message>
        <source>rgb {values}</source>
        <translation>rgb {values}</translation>
    </message>
    <message>
        <source>this image</source>
        <translation>此图像</translation>
    </message>
    <message>
        <source>{shape}, {kind}, {scope}: {across} × {down} px at {x}, {y}.</source>
        <translation>{shape}，{kind}，{scope}：{across} × {down} px，位于 {x}, {y}。</translation>
    </message>
</context>
<context>
    <name>Calibrate</name>
    <message>
        <source>&amp;Figures of</source>
        <translation>指标依据(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Policies</source>
        <translation>策略(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;ROC and PR</source>
        <translation>ROC 与 PR(&amp;R)</translation>
    </message>
    <message>
        <source>Above the spread of the good images, whatever the defects look like.</source>
        <translation>高于良品图像的分布范围，与缺陷的样子无关。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All but training images</source>
        <translation>训练图像以外的全部图像</translation>
    </message>
    <message>
        <source>Apply {policy}</source>
        <translation>应用“{policy}”</translation>
    </message>
    <message>
        <source>As the model judges now: {policy}.</source>
        <translation>模型目前的判定方式：{policy}。</translation>
    </message>
    <message>
        <source>At most {percent} false alarms</source>
        <translation>误报不超过 {percent}</translation>
    </message>
    <message>
        <source>Best F1</source>
        <translation>最佳 F1</translation>
    </message>
    <message>
        <source>Choose a policy to see what it does.</source>
        <translation>选择一个策略以查看其作用。</translation>
    </message>
    <message>
        <source>Click a bar of the histogram or a cell of the table</source>
        <translation>单击直方图的柱条或表格的单元格</translation>
    </message>
    <message>
        <source>Click to see them.</source>
        <translation>单击可查看。</translation>
    </message>
    <message>
        <source>Close these images</source>
        <translation>关闭这些图像</translation>
    </message>
    <message>
        <source>Close these images (Esc)</source>
        <translation>关闭这些图像 (Esc)</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>Cost of 1,000 parts: {cost}, 95 % interval {interval}.</source>
        <translation>1,000 个工件的代价：{cost}，95 % 区间 {interval}。</translation>
    </message>
    <message>
        <source>Cost of a miss</source>
        <translation>漏检一个的代价</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>Defective images judged {verdict}</source>
        <translation>判为 {verdict} 的缺陷品图像</translation>
    </message>
    <message>
        <source>Defective images with a score from {low} to {high}</source>
        <translation>分数在 {low} 至 {high} 的缺陷品图像</translation>
    </message>
    <message>
        <source>Defective ones among those judged NG.</source>
        <translation>判为 NG 的图像中缺陷品所占的比例。</translation>
    </message>
    <message>
        <source>Defective ones that are judged NG.</source>
        <translation>缺陷品中判为 NG 的比例。</translation>
    </message>
    <message>
        <source>Defective ones that are judged OK.</source>
        <translation>缺陷品中判为 OK 的比例。</translation>
    </message>
    <message>
        <source>Defective parts</source>
        <translation>缺陷工件比例</translation>
    </message>
    <message>
        <source>Defective parts that pass as OK.</source>
        <translation>判为 OK 而放行的缺陷工件。</translation>
    </message>
    <message>
        <source>Defective {number} (down)</source>
        <translation>缺陷品 {number}（向下）</translation>
    </message>
    <message>
        <source>Drag a cut, or move it with the arrow keys. Click a bar to see its images.</source>
        <translation>拖动阈值线，或用方向键移动。单击柱条可查看对应的图像。</translation>
    </message>
    <message>
        <source>Expected among 1,000 parts</source>
        <translation>每 1,000 个工件的预期数</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>False alarms and defects that are not NG, priced {price}, among these very images; the column is of 1,000 parts, and lets a review cost nothing.</source>
        <translation>在这些图像中，误报和未判为 NG 的缺陷按 {price} 计价；该列按 1,000 个零件计算，且复查不计成本。</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Good images judged {verdict}</source>
        <translation>判为 {verdict} 的良品图像</translation>
    </message>
    <message>
        <source>Good images only</source>
        <translation>仅用良品图像</translation>
    </message>
    <message>
        <source>Good images with a score from {low} to {high}</source>
        <translation>分数在 {low} 至 {high} 的良品图像</translation>
    </message>
    <message>
        <source>Good ones that are judged NG.</source>
        <translation>良品中判为 NG 的比例。</translation>
    </message>
    <message>
        <source>Good parts that are rejected.</source>
        <translation>被误拒的良品工件。</translation>
    </message>
    <message>
        <source>Good {number} (up)</source>
        <translation>良品 {number}（向上）</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall.</source>
        <translation>精确率与召回率的调和平均。</translation>
    </message>
    <message>
        <source>How many of the parts that are made are defective; the images seldom show that</source>
        <translation>实际生产的工件中缺陷工件所占的比例；图像很少能反映这一点</translation>
    </message>
    <message>
        <source>How the cuts are chosen</source>
        <translation>如何选择阈值</translation>
    </message>
    <message>
        <source>I&amp;mages</source>
        <translation>图像(&amp;M)</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images judged {verdict}</source>
        <translation>判为 {verdict} 的图像</translation>
    </message>
    <message>
        <source>Images of both labels that somebody has to look at.</source>
        <translation>良品与缺陷品图像中需要人工查看的比例。</translation>
    </message>
    <message>
        <source>Images or labels have changed since: score again.</source>
        <translation>此后图像或标注已更改：请重新计算分数。</translation>
    </message>
    <message>
        <source>Images that the figures are of</source>
        <translation>指标所依据的图像</translation>
    </message>
    <message>
        <source>Images with a score from {low} to {high}</source>
        <translation>分数在 {low} 至 {high} 的图像</translation>
    </message>
    <message>
        <source>In Dataset, label images good or defective and put them into the test split. Or choose other images above.</source>
        <translation>请在“数据集”中将图像标注为良品或缺陷品，并放入测试集。也可以在上方选择其他图像。</translation>
    </message>
    <message>
        <source>In Dataset, label images good or defective and put them into the validation split. Or choose other images above.</source>
        <translation>请在“数据集”中将图像标注为良品或缺陷品，并放入验证集。也可以在上方选择其他图像。</translation>
    </message>
    <message>
        <source>In Dataset, label images good or defective that the model is not trained on. Or choose other images above.</source>
        <translation>请在“数据集”中将模型未训练过的图像标注为良品或缺陷品。也可以在上方选择其他图像。</translation>
    </message>
    <message>
        <source>In the model file</source>
        <translation>模型文件中的阈值</translation>
    </message>
    <message>
        <source>Its scores of good and of defective images show where OK ends and NG begins.</source>
        <translation>良品与缺陷品图像的分数会显示 OK 止于何处、NG 始于何处。</translation>
    </message>
    <message>
        <source>Log counts</source>
        <translation>数量取对数</translation>
    </message>
    <message>
        <source>Log scores</source>
        <translation>分数取对数</translation>
    </message>
    <message>
        <source>Logarithmic axis of the counts, on which a single image still shows</source>
        <translation>数量采用对数坐标，单张图像也能看到</translation>
    </message>
    <message>
        <source>Logarithmic axis of the scores</source>
        <translation>分数采用对数坐标</translation>
    </message>
    <message>
        <source>Looking for scores…</source>
        <translation>正在查找分数…</translation>
    </message>
    <message>
        <source>Lowest cost, {price}</source>
        <translation>代价最低，{price}</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>Most false alarms in percent</source>
        <translation>误报上限（百分比）</translation>
    </message>
    <message>
        <source>Move the cuts</source>
        <translation>移动阈值</translation>
    </message>
    <message>
        <source>NG cut</source>
        <translation>NG 阈值</translation>
    </message>
    <message>
        <source>NG from</source>
        <translation>NG 阈值</translation>
    </message>
    <message>
        <source>NG from score</source>
        <translation>NG 阈值的分数</translation>
    </message>
    <message>
        <source>NG from {cut}</source>
        <translation>NG 阈值 {cut}</translation>
    </message>
    <message>
        <source>No image is counted here.</source>
        <translation>此处没有计入的图像。</translation>
    </message>
    <message>
        <source>No known defect missed</source>
        <translation>不漏检已知缺陷</translation>
    </message>
    <message>
        <source>No labelled images</source>
        <translation>没有已标注的图像</translation>
    </message>
    <message>
        <source>None of these images can be inspected</source>
        <translation>这些图像均无法检测</translation>
    </message>
    <message>
        <source>Nothing NG</source>
        <translation>均不判为 NG</translation>
    </message>
    <message>
        <source>Of 1,000 parts, in units of one false alarm</source>
        <translation>1,000 个工件的代价，以一次误报为单位</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Open a project with labelled images</source>
        <translation>打开含有已标注图像的项目</translation>
    </message>
    <message>
        <source>Parts of 1,000 that somebody has to look at</source>
        <translation>每 1,000 个工件中需要人工查看的数量</translation>
    </message>
    <message>
        <source>Parts that somebody has to look at.</source>
        <translation>需要人工查看的工件。</translation>
    </message>
    <message>
        <source>Policies and what they cost</source>
        <translation>策略及其代价</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Precision over recall, for every cut</source>
        <translation>各阈值下的精确率与召回率</translation>
    </message>
    <message>
        <source>ROC and PR curve</source>
        <translation>ROC 曲线与 PR 曲线</translation>
    </message>
    <message>
        <source>Rates with 95 % intervals</source>
        <translation>比率及其 95 % 区间</translation>
    </message>
    <message>
        <source>Rates, with 95 % intervals</source>
        <translation>比率及 95 % 区间</translation>
    </message>
    <message>
        <source>Reading scores</source>
        <translation>正在读取分数</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Recall over false-alarm rate, for every cut</source>
        <translation>各阈值下的召回率与误报率</translation>
    </message>
    <message>
        <source>Review cut</source>
        <translation>Review 阈值</translation>
    </message>
    <message>
        <source>Review from</source>
        <translation>Review 阈值</translation>
    </message>
    <message>
        <source>Review from score</source>
        <translation>Review 阈值的分数</translation>
    </message>
    <message>
        <source>Review from {review}, NG from {ng}; the keys move the {cut} cut</source>
        <translation>Review 阈值 {review}，NG 阈值 {ng}；按键移动 {cut} 阈值</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>需复核</translation>
    </message>
    <message>
        <source>Save into the model</source>
        <translation>保存到模型</translation>
    </message>
    <message>
        <source>Saving {file}</source>
        <translation>正在保存 {file}</translation>
    </message>
    <message>
        <source>Score histogram with the cuts</source>
        <translation>带阈值的分数直方图</translation>
    </message>
    <message>
        <source>Score the images</source>
        <translation>计算图像分数</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Scores from here on are NG</source>
        <translation>分数达到此值即为 NG</translation>
    </message>
    <message>
        <source>Scores from here on go to review</source>
        <translation>分数达到此值即转入复核</translation>
    </message>
    <message>
        <source>Scores in the model file</source>
        <translation>模型文件中的分数</translation>
    </message>
    <message>
        <source>Scoring labelled images</source>
        <translation>正在计算已标注图像的分数</translation>
    </message>
    <message>
        <source>Scoring labelled images…</source>
        <translation>正在计算已标注图像的分数…</translation>
    </message>
    <message>
        <source>Scoring…</source>
        <translation>正在计算分数…</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>手动设定</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Share of defective parts in percent</source>
        <translation>缺陷工件的比例（百分比）</translation>
    </message>
    <message>
        <source>Share of the defective images that are OK</source>
        <translation>缺陷品图像中判为 OK 的比例</translation>
    </message>
    <message>
        <source>Share of the good images that are NG</source>
        <translation>良品图像中判为 NG 的比例</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>测试集图像</translation>
    </message>
    <message>
        <source>The area under the curve, with its 95 % interval</source>
        <translation>曲线下面积及其 95 % 区间</translation>
    </message>
    <message>
        <source>The best balance of precision and recall.</source>
        <translation>精确率与召回率的最佳平衡。</translation>
    </message>
    <message>
        <source>The cuts are not saved.</source>
        <translation>阈值尚未保存。</translation>
    </message>
    <message>
        <source>The defective images; each half of the histogram has a scale of its own</source>
        <translation>缺陷品图像；直方图的上下两半各有自己的刻度</translation>
    </message>
    <message>
        <source>The fewest false alarms with every known defect NG.</source>
        <translation>在所有已知缺陷均判为 NG 的前提下误报最少。</translation>
    </message>
    <message>
        <source>The good images; each half of the histogram has a scale of its own</source>
        <translation>良品图像；直方图的上下两半各有自己的刻度</translation>
    </message>
    <message>
        <source>The model was trained on {images} of the images counted here, so that the figure is too good. Calibrate on images that it has not seen.</source>
        <translation>此处计入的图像中有 {images} 张用于训练该模型，因此指标偏好。请用模型未见过的图像校准。</translation>
    </message>
    <message>
        <source>The most defects with at most {percent} of the good images NG.</source>
        <translation>在良品图像判为 NG 的比例不超过 {percent} 的前提下找出最多的缺陷。</translation>
    </message>
    <message>
        <source>There are no defective images, so AUROC and AP are not defined.</source>
        <translation>没有缺陷品图像，因此 AUROC 和 AP 无定义。</translation>
    </message>
    <message>
        <source>There are no figures yet.</source>
        <translation>还没有指标。</translation>
    </message>
    <message>
        <source>There are no good images, so AUROC and AP are not defined.</source>
        <translation>没有良品图像，因此 AUROC 和 AP 无定义。</translation>
    </message>
    <message>
        <source>There are no scores yet.</source>
        <translation>还没有分数。</translation>
    </message>
    <message>
        <source>This model file keeps no scores. Good and defective images that the model was not trained on show where OK ends and NG begins.</source>
        <translation>此模型文件没有保存分数。模型未训练过的良品与缺陷品图像会显示 OK 止于何处、NG 始于何处。</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>需复核</translation>
    </message>
    <message>
        <source>Use these cuts</source>
        <translation>使用这些阈值</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>验证集图像</translation>
    </message>
    <message>
        <source>Verdicts by label</source>
        <translation>按标注统计的判定</translation>
    </message>
    <message>
        <source>What this policy is asked for</source>
        <translation>对此策略的要求</translation>
    </message>
    <message>
        <source>Why the cuts may not hold</source>
        <translation>阈值可能不可靠的原因</translation>
    </message>
    <message>
        <source>all good images have the same score: the repair may be constant; look at it in Inspect, and train again</source>
        <translation>所有良品图像的分数都相同：修复图可能恒定不变；请在“检测”中查看，并重新训练</translation>
    </message>
    <message>
        <source>defective images score no higher than good ones: the model does not tell them apart; check the labels, then train longer or with more good images</source>
        <translation>缺陷品图像的分数并不高于良品：模型无法区分二者；请检查标注，然后延长训练或增加良品图像</translation>
    </message>
    <message>
        <source>false alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>false-alarm rate</source>
        <translation>误报率</translation>
    </message>
    <message>
        <source>found</source>
        <translation>检出</translation>
    </message>
    <message>
        <source>good and defective scores overlap: some images will be judged wrongly at any cut; look through those between the cuts for wrong labels, and let Review take the rest</source>
        <translation>良品与缺陷品的分数有重叠：无论阈值如何，总有图像会被误判；请在两个阈值之间的图像中查找错误标注，其余交给 Review</translation>
    </message>
    <message>
        <source>includes training images</source>
        <translation>含训练图像</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>nothing to count</source>
        <translation>无可计数</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>待查看</translation>
    </message>
    <message>
        <source>{bar}; the model was trained on {trained} of this range</source>
        <translation>{bar}；此范围内有 {trained} 张用于训练该模型</translation>
    </message>
    <message>
        <source>{cut}: false alarms {x}, recall {y}</source>
        <translation>{cut}：误报 {x}，召回率 {y}</translation>
    </message>
    <message>
        <source>{cut}: recall {x}, precision {y}</source>
        <translation>{cut}：召回率 {x}，精确率 {y}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{done} of {total}, about {minutes} min left</source>
        <translation>{done} / {total}，大约还需 {minutes} min</translation>
    </message>
    <message>
        <source>{done} of {total}, soon done</source>
        <translation>{done} / {total}，即将完成</translation>
    </message>
    <message>
        <source>{figures}, precision {precision}</source>
        <translation>{figures}，精确率 {precision}</translation>
    </message>
    <message>
        <source>{figure}, 95 % interval {interval}</source>
        <translation>{figure}，95 % 区间 {interval}</translation>
    </message>
    <message>
        <source>{figure}; {badge}</source>
        <translation>{figure}；{badge}</translation>
    </message>
    <message>
        <source>{images} ({good} good, {defective} defective)</source>
        <translation>{images}（良品 {good}，缺陷品 {defective}）</translation>
    </message>
    <message numerus="yes">
        <source>{images} ({n} scores in the model file, which keeps no images)</source>
        <extracomment>For 1: {images} ({n} score in the model file, which keeps no images)</extracomment>
        <translation>
            <numerusform>{images}（模型文件中有 {n} 个分数，其中不保存图像）</numerusform>
        </translation>
    </message>
    <message>
        <source>{images}.</source>
        <translation>{images}。</translation>
    </message>
    <message>
        <source>{images}: none is labelled</source>
        <translation>{images}：均未标注</translation>
    </message>
    <message>
        <source>{images}: {count}, {share} of the label, {word}</source>
        <translation>{images}：{count}，占该标注的 {share}，{word}</translation>
    </message>
    <message>
        <source>{images}: {good} good and {defective} defective. The model has to inspect them before there are figures.</source>
        <translation>{images}：良品 {good} 张，缺陷品 {defective} 张。模型需先检测这些图像才会有指标。</translation>
    </message>
    <message>
        <source>{images}: {n}</source>
        <translation>{images}：{n}</translation>
    </message>
    <message>
        <source>{kind} curve</source>
        <translation>{kind} 曲线</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>{k} / {n}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message numerus="yes">
        <source>{n} defective images</source>
        <extracomment>For 1: {n} defective image</extracomment>
        <translation>
            <numerusform>{n} 张缺陷品图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} good images</source>
        <extracomment>For 1: {n} good image</extracomment>
        <translation>
            <numerusform>{n} 张良品图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} good images to go by; at least {advised} are advised: add good ones that the model is not trained on</source>
        <extracomment>For 1: {n} good image to go by; at least {advised} are advised: add good ones that the model is not trained on</extracomment>
        <translation>
            <numerusform>只有 {n} 张良品图像可供参考；建议至少 {advised} 张：请添加模型未训练过的良品图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images are left out.</source>
        <extracomment>For 1: {n} image is left out.</extracomment>
        <translation>
            <numerusform>已略过 {n} 张图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} trained</source>
        <translation>训练 {n}</translation>
    </message>
    <message>
        <source>{policy} (in use)</source>
        <translation>{policy}（使用中）</translation>
    </message>
    <message>
        <source>{policy} (not possible)</source>
        <translation>{policy}（不可行）</translation>
    </message>
    <message>
        <source>{scores}: {images}</source>
        <translation>{scores}：{images}</translation>
    </message>
    <message>
        <source>{score}</source>
        <translation>{score}</translation>
    </message>
    <message>
        <source>{verdict} from {score}</source>
        <translation>{verdict} ≥ {score}</translation>
    </message>
    <message>
        <source>{verdict} {score}</source>
        <translation>{verdict} {score}</translation>
    </message>
</context>
<context>
    <name>Dataset</name>
    <message>
        <source>%d %b %H:%M</source>
        <translation>%m-%d %H:%M</translation>
    </message>
    <message>
        <source>A JSON file outlines the defects: listed images without an outline are good, others unlabelled.</source>
        <translation>JSON 文件勾勒出缺陷轮廓：列出但没有轮廓的图像为良品，其余为未标注。</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>添加图像</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All images have {size} pixels.</source>
        <translation>所有图像均为 {size} 像素。</translation>
    </message>
    <message>
        <source>Any problem</source>
        <translation>任意问题</translation>
    </message>
    <message>
        <source>Ascending; click for descending</source>
        <translation>升序；单击改为降序</translation>
    </message>
    <message>
        <source>Assign splits</source>
        <translation>应用划分</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Blurred, too dark or too bright, among all the others</source>
        <translation>与其他图像相比模糊、过暗或过亮的图像</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change the search or the chips.</source>
        <translation>请更改搜索或筛选条件。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Choose the folder where the images are now</source>
        <translation>选择图像现在所在的文件夹</translation>
    </message>
    <message>
        <source>Choose what moved and where it is now; all folders below move with it. Labels, masks and notes stay.</source>
        <translation>请选择移动了的文件夹及其现在的位置，其下所有文件夹随之移动。标注、掩膜和备注保持不变。</translation>
    </message>
    <message>
        <source>Choose where the project goes</source>
        <translation>选择项目的存放位置</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Click a label, split or type to correct it; selected rows change together. Keys: G D U label, T V S split, Space ticks.</source>
        <translation>单击标注、划分或类型可更正，所选各行一起更改。按键：G D U 标注，T V S 划分，空格键勾选。</translation>
    </message>
    <message>
        <source>Collect images</source>
        <translation>收集图像</translation>
    </message>
    <message>
        <source>Defect type</source>
        <translation>缺陷类型</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Descending; click for ascending</source>
        <translation>降序；单击改为升序</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Done: {fix}</source>
        <translation>已完成：{fix}</translation>
    </message>
    <message>
        <source>Double-click or Enter shows it large</source>
        <translation>双击或按回车键放大查看</translation>
    </message>
    <message>
        <source>Draw all of them anew</source>
        <translation>全部重新抽取</translation>
    </message>
    <message>
        <source>Drawing splits</source>
        <translation>正在抽取划分</translation>
    </message>
    <message>
        <source>Draws which labelled images validate and test; the others train. Every label and defect type keeps its share. The same seed draws the same images.</source>
        <translation>抽取哪些已标注图像用于验证和测试，其余用于训练。各标注和缺陷类型的比例保持不变。相同的种子抽取相同的图像。</translation>
    </message>
    <message>
        <source>Drop folders of images here: what is recognised is shown before anything is imported. A project keeps labels, splits, masks and notes; the images stay where they are.</source>
        <translation>将图像文件夹拖到此处：导入前先显示识别结果。项目保存标注、划分、掩膜和备注，图像留在原处。</translation>
    </message>
    <message>
        <source>Drop folders or images here, or choose a folder. What is recognised is shown first.</source>
        <translation>将文件夹或图像拖放到此处，或选择一个文件夹。会先显示识别结果。</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Every folder of the project is where it was.</source>
        <translation>项目的所有文件夹都在原处。</translation>
    </message>
    <message>
        <source>Every folder was recognised by itself: {layouts}.</source>
        <translation>各文件夹已分别识别：{layouts}。</translation>
    </message>
    <message>
        <source>Examples of the selected group</source>
        <translation>所选分组的示例</translation>
    </message>
    <message>
        <source>Fewer than that train too, with less certain results.</source>
        <translation>更少也能训练，但结果的把握较低。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files that cannot be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>First images found</source>
        <translation>最先找到的图像</translation>
    </message>
    <message>
        <source>Fix all</source>
        <translation>全部修正</translation>
    </message>
    <message>
        <source>Fix all {number}…</source>
        <translation>修正全部 {number} 项…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of the new project</source>
        <translation>新项目的文件夹</translation>
    </message>
    <message>
        <source>Folders named like good and defective give the labels, those named like train or test the splits.</source>
        <translation>名为 good、defective 等的文件夹决定标注，名为 train、test 等的文件夹决定划分。</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Give the whole path of the project&apos;s folder.</source>
        <translation>请填写项目文件夹的完整路径。</translation>
    </message>
    <message>
        <source>Go back without importing (Esc)</source>
        <translation>返回，不导入 (Esc)</translation>
    </message>
    <message>
        <source>Good / defective folders</source>
        <translation>良品/缺陷品文件夹</translation>
    </message>
    <message>
        <source>Height that images are resized to</source>
        <translation>图像缩放后的高度</translation>
    </message>
    <message>
        <source>Here are at least as many.</source>
        <translation>此处的数量不少于此。</translation>
    </message>
    <message>
        <source>How strongly the defect mask is tinted; its outline stays</source>
        <translation>缺陷掩膜着色的深浅；轮廓保持不变</translation>
    </message>
    <message>
        <source>If they moved, say where to with Dataset &gt; Relink moved folders.</source>
        <translation>如果已移动，请通过“数据集 &gt; 重新关联已移动的文件夹”指定新位置。</translation>
    </message>
    <message>
        <source>If they moved, that can be told where the project is open for writing.</source>
        <translation>如果已移动，可在以写入方式打开该项目的地方指定新位置。</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Image files</source>
        <translation>图像文件</translation>
    </message>
    <message>
        <source>Image with its areas</source>
        <translation>图像及其区域</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import what is ticked (Ctrl+Enter)</source>
        <translation>导入已勾选的内容 (Ctrl+Enter)</translation>
    </message>
    <message numerus="yes">
        <source>Import {n} images</source>
        <extracomment>For 1: Import {n} image</extracomment>
        <translation>
            <numerusform>导入 {n} 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Import {what}</source>
        <translation>导入 {what}</translation>
    </message>
    <message>
        <source>Importing was stopped; importing the same folder again goes on.</source>
        <translation>导入已停止；再次导入同一文件夹可继续。</translation>
    </message>
    <message>
        <source>Inspected by</source>
        <translation>检测模型</translation>
    </message>
    <message>
        <source>Into project {name}</source>
        <translation>导入到项目 {name}</translation>
    </message>
    <message>
        <source>Is now</source>
        <translation>现位置</translation>
    </message>
    <message>
        <source>It can be undone.</source>
        <translation>此操作可以撤销。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Large image</source>
        <translation>大图</translation>
    </message>
    <message>
        <source>Layout that the folders are read by</source>
        <translation>读取文件夹所用的布局</translation>
    </message>
    <message>
        <source>Looking at the images…</source>
        <translation>正在查看图像…</translation>
    </message>
    <message>
        <source>Looking for folders</source>
        <translation>正在查找文件夹</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>正在查找图像</translation>
    </message>
    <message>
        <source>Looking through the folders</source>
        <translation>正在浏览文件夹</translation>
    </message>
    <message>
        <source>Looking through {folder}</source>
        <translation>正在浏览 {folder}</translation>
    </message>
    <message>
        <source>Looking through {what}…</source>
        <translation>正在浏览 {what}…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Looks at every image before work is spent on them:</source>
        <translation>在投入工作之前查看每张图像：</translation>
    </message>
    <message>
        <source>MT_Free is good, every other MT_ folder a defect type; a PNG beside an image is its mask.</source>
        <translation>MT_Free 为良品，其他 MT_ 文件夹各为一种缺陷类型；图像旁的 PNG 是它的掩膜。</translation>
    </message>
    <message>
        <source>MVTec AD</source>
        <translation>MVTec AD</translation>
    </message>
    <message>
        <source>Magnetic tile</source>
        <translation>磁瓦</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Masks that are missing, empty or do not fit</source>
        <translation>缺失、为空或不匹配的掩膜</translation>
    </message>
    <message>
        <source>Mixed sizes and pixel formats</source>
        <translation>混杂的尺寸和像素格式</translation>
    </message>
    <message>
        <source>More than {many} image files so far.</source>
        <translation>目前已找到超过 {many} 个图像文件。</translation>
    </message>
    <message>
        <source>NAME.json beside an image outlines its defects; images without such a file are unlabelled.</source>
        <translation>图像旁的 NAME.json 勾勒出其缺陷轮廓；没有此类文件的图像为未标注。</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>No areas: all of the image is inspected</source>
        <translation>没有区域：检测整张图像</translation>
    </message>
    <message>
        <source>No file manager could be opened for {folder}.</source>
        <translation>无法在文件管理器中打开 {folder}。</translation>
    </message>
    <message>
        <source>No group selected</source>
        <translation>未选择分组</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>No image matches</source>
        <translation>没有匹配的图像</translation>
    </message>
    <message>
        <source>No image of the project lies in the first folder.</source>
        <translation>项目中没有图像位于第一个文件夹中。</translation>
    </message>
    <message>
        <source>None of these is labelled yet.</source>
        <translation>其中尚无已标注的图像。</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>未复核</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Nothing can be changed.</source>
        <translation>无法更改任何内容。</translation>
    </message>
    <message>
        <source>Nothing can be imported.</source>
        <translation>无法导入任何内容。</translation>
    </message>
    <message>
        <source>Nothing is imported yet.</source>
        <translation>尚未导入任何内容。</translation>
    </message>
    <message>
        <source>Nothing says what is good: images come in unlabelled, to be labelled here or after the import.</source>
        <translation>没有说明哪些是良品：图像以未标注状态导入，可在此处或导入后标注。</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>没有可导入的内容</translation>
    </message>
    <message>
        <source>Nothing to put right</source>
        <translation>没有需要修正的问题</translation>
    </message>
    <message>
        <source>Nothing would be left to train on: validation and test have to be below 100 % together.</source>
        <translation>将没有图像可用于训练：验证集与测试集之和须低于 100 %。</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>不会有任何更改。</translation>
    </message>
    <message>
        <source>Off: a validation or test split that exists stays as it is.
On: images that were tested on may then be trained on.</source>
        <translation>关闭：已有的验证集和测试集保持不变。
开启：曾用于测试的图像之后可能用于训练。</translation>
    </message>
    <message>
        <source>Opacity of the defect mask</source>
        <translation>缺陷掩膜的不透明度</translation>
    </message>
    <message>
        <source>Open one from the grid.</source>
        <translation>请从缩略图中打开一张。</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pixels: {formats}.</source>
        <translation>像素：{formats}。</translation>
    </message>
    <message>
        <source>Place in the list</source>
        <translation>在列表中的位置</translation>
    </message>
    <message>
        <source>Plain folder</source>
        <translation>普通文件夹</translation>
    </message>
    <message>
        <source>Pre-flight</source>
        <translation>预检</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Problems: {chosen}</source>
        <translation>问题：{chosen}</translation>
    </message>
    <message>
        <source>Progress of the pre-flight</source>
        <translation>预检进度</translation>
    </message>
    <message>
        <source>Projects (*{suffix})</source>
        <translation>项目 (*{suffix})</translation>
    </message>
    <message>
        <source>Range of scores</source>
        <translation>分数范围</translation>
    </message>
    <message>
        <source>Read as {layout}.</source>
        <translation>读取方式：{layout}。</translation>
    </message>
    <message>
        <source>Read the folders by another layout</source>
        <translation>按其他布局读取文件夹</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Recognise by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Recognised:</source>
        <translation>识别结果：</translation>
    </message>
    <message>
        <source>Relink</source>
        <translation>重新关联</translation>
    </message>
    <message>
        <source>Relink moved folders</source>
        <translation>重新关联已移动的文件夹</translation>
    </message>
    <message>
        <source>Resized to</source>
        <translation>缩放到</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Run pre-flight</source>
        <translation>运行预检</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Saved when the field is left, or with Ctrl+Enter</source>
        <translation>离开输入框或按 Ctrl+Enter 时保存</translation>
    </message>
    <message>
        <source>Say where the project goes.</source>
        <translation>请指定项目的存放位置。</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Scores of different models do not compare: choose whose are shown</source>
        <translation>不同模型的分数不能相互比较：请选择显示哪个模型的分数</translation>
    </message>
    <message>
        <source>Scores of {model}</source>
        <translation>{model} 的分数</translation>
    </message>
    <message>
        <source>Scores of {number} models</source>
        <translation>{number} 个模型的分数</translation>
    </message>
    <message>
        <source>Search images</source>
        <translation>搜索图像</translation>
    </message>
    <message>
        <source>Search: name, label:defective, tag:scratch, problem:*, score:&gt;0.3</source>
        <translation>搜索：名称, label:defective, tag:scratch, problem:*, score:&gt;0.3</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Separated by commas; those that all selected images have</source>
        <translation>以逗号分隔；所选图像共有的标签</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show all {number}</source>
        <translation>显示全部 {number} 张</translation>
    </message>
    <message>
        <source>Show all {number} images</source>
        <translation>显示全部 {number} 张图像</translation>
    </message>
    <message>
        <source>Show the images of: {name}</source>
        <translation>显示以下图像：{name}</translation>
    </message>
    <message>
        <source>Show the smallest defect</source>
        <translation>显示最小的缺陷</translation>
    </message>
    <message>
        <source>Show these images in the grid</source>
        <translation>在缩略图中显示这些图像</translation>
    </message>
    <message>
        <source>Show {name}: {number}</source>
        <translation>显示{name}：{number}</translation>
    </message>
    <message>
        <source>Show {number}</source>
        <translation>显示 {number} 张</translation>
    </message>
    <message numerus="yes">
        <source>Show {n} images</source>
        <extracomment>For 1: Show {n} image</extracomment>
        <translation>
            <numerusform>显示 {n} 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Showing only: {what}</source>
        <translation>仅显示：{what}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Size of the thumbnails (Ctrl + wheel)</source>
        <translation>缩略图大小 (Ctrl + 滚轮)</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Stopped early: only what was looked at until then.</source>
        <translation>提前停止：仅包含此前查看过的图像。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Terms are joined by and. Examples:</source>
        <translation>各条件须同时满足。示例：</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试集比例</translation>
    </message>
    <message>
        <source>The files stay where they are, and it can be undone.</source>
        <translation>文件保留在原处，此操作可以撤销。</translation>
    </message>
    <message>
        <source>The image is in the new place.</source>
        <translation>图像位于新位置。</translation>
    </message>
    <message>
        <source>The image is not in the new place.</source>
        <translation>图像不在新位置。</translation>
    </message>
    <message>
        <source>The images changed since. Run it again to see what is left.</source>
        <translation>此后图像有更改。请再次运行以查看剩余的问题。</translation>
    </message>
    <message>
        <source>The paper trained with {good} good and {defective} defective images.</source>
        <translation>论文使用 {good} 张良品和 {defective} 张缺陷品图像训练。</translation>
    </message>
    <message>
        <source>The paper trained with {good} good and {defective} defective images. With fewer good ones expect more false alarms; with fewer defective ones, less certain cuts between OK and NG.</source>
        <translation>论文使用 {good} 张良品和 {defective} 张缺陷品图像训练。良品较少时误报会增多；缺陷品较少时，OK 与 NG 之间的阈值把握较低。</translation>
    </message>
    <message>
        <source>The paper trained with {paper} of them.</source>
        <translation>论文使用 {paper} 张训练。</translation>
    </message>
    <message>
        <source>The same or nearly the same picture twice, also in two splits or with two labels</source>
        <translation>相同或几乎相同的重复画面，包括位于两个划分中或有两种标注的</translation>
    </message>
    <message>
        <source>The search is not understood</source>
        <translation>无法理解该搜索</translation>
    </message>
    <message>
        <source>The set</source>
        <translation>数据集概况</translation>
    </message>
    <message>
        <source>The size that images are reduced to before training and inspection: what a small defect keeps of itself depends on it. Off: the images&apos; own size.</source>
        <translation>训练和检测之前图像缩小到的尺寸：小缺陷能保留多少取决于它。关闭：使用图像本身的尺寸。</translation>
    </message>
    <message>
        <source>The smallest known defect has {area} px and is {width} px wide {at}, in {image}.</source>
        <translation>{at}计，已知最小的缺陷面积为 {area} px、宽 {width} px，位于 {image}。</translation>
    </message>
    <message>
        <source>There are no images yet.</source>
        <translation>还没有图像。</translation>
    </message>
    <message>
        <source>This image cannot be read</source>
        <translation>无法读取此图像</translation>
    </message>
    <message>
        <source>This place cannot be used: {why}.</source>
        <translation>无法使用此位置：{why}。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Train and Test are the splits; Labels.txt says which images are defective, ellipses mark where.</source>
        <translation>Train 和 Test 为划分；Labels.txt 说明哪些图像是缺陷品，椭圆标出位置。</translation>
    </message>
    <message>
        <source>Train defective</source>
        <translation>训练缺陷品</translation>
    </message>
    <message>
        <source>Train good</source>
        <translation>训练良品</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>原位置</translation>
    </message>
    <message>
        <source>What can be searched</source>
        <translation>可以搜索什么</translation>
    </message>
    <message>
        <source>What is left of the smallest known defect after resizing</source>
        <translation>已知最小的缺陷缩放后还剩多少</translation>
    </message>
    <message>
        <source>What is shown was found {at}. Run again for this size.</source>
        <translation>所示结果是{at}得出的。请按此尺寸再次运行。</translation>
    </message>
    <message>
        <source>What the pre-flight looks at</source>
        <translation>预检查看的内容</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>操作提示</translation>
    </message>
    <message>
        <source>What trains, validates and tests is chosen after the import.</source>
        <translation>哪些用于训练、验证和测试，在导入后选择。</translation>
    </message>
    <message>
        <source>What would be imported, by folder and role</source>
        <translation>将导入的内容，按文件夹和用途</translation>
    </message>
    <message>
        <source>Where the images are now</source>
        <translation>图像现在的位置</translation>
    </message>
    <message>
        <source>Width that images are resized to</source>
        <translation>图像缩放后的宽度</translation>
    </message>
    <message>
        <source>With {defective} defective ones the cuts between OK and NG are less certain.</source>
        <translation>只有 {defective} 张缺陷品，OK 与 NG 之间的阈值把握较低。</translation>
    </message>
    <message>
        <source>With {good} good ones expect more false alarms.</source>
        <translation>只有 {good} 张良品，误报会增多。</translation>
    </message>
    <message>
        <source>Without defective ones, training uses synthetic defects alone.</source>
        <translation>没有缺陷品时，训练仅使用合成缺陷。</translation>
    </message>
    <message>
        <source>a long type name</source>
        <translation>一个很长的类型名称</translation>
    </message>
    <message>
        <source>at the images&apos; own size</source>
        <translation>按图像本身的尺寸</translation>
    </message>
    <message>
        <source>at {width} × {height}</source>
        <translation>按 {width} × {height} 像素</translation>
    </message>
    <message>
        <source>by added</source>
        <translation>按添加顺序</translation>
    </message>
    <message>
        <source>by file size</source>
        <translation>按文件大小</translation>
    </message>
    <message>
        <source>by label</source>
        <translation>按标注</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>by score</source>
        <translation>按分数</translation>
    </message>
    <message>
        <source>by split</source>
        <translation>按划分</translation>
    </message>
    <message>
        <source>defect mask</source>
        <translation>缺陷掩膜</translation>
    </message>
    <message>
        <source>ignore here</source>
        <translation>忽略此处</translation>
    </message>
    <message>
        <source>ignore, every image</source>
        <translation>忽略，所有图像</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>inspect only here</source>
        <translation>仅检测此处</translation>
    </message>
    <message>
        <source>inspect, every image</source>
        <translation>检测，所有图像</translation>
    </message>
    <message>
        <source>not inspected</source>
        <translation>不检测</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>paper: {number}</source>
        <translation>论文：{number}</translation>
    </message>
    <message>
        <source>several layouts</source>
        <translation>多种布局</translation>
    </message>
    <message>
        <source>to be labelled</source>
        <translation>待标注</translation>
    </message>
    <message>
        <source>train/good is learned from; in test every folder is a defect type; masks come from ground_truth.</source>
        <translation>从 train/good 学习；test 中每个文件夹为一种缺陷类型；掩膜取自 ground_truth。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{first} and {more} more</source>
        <translation>{first} 及另外 {more} 个</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first}，并{second}</translation>
    </message>
    <message>
        <source>{folder}: {number} {label}</source>
        <translation>{folder}：{number} 张，{label}</translation>
    </message>
    <message>
        <source>{folder}: {number} {label} ({type})</source>
        <translation>{folder}：{number} 张，{label}（{type}）</translation>
    </message>
    <message>
        <source>{format} ({number})</source>
        <translation>{format}（{number} 张）</translation>
    </message>
    <message>
        <source>{found} of {images} images are in the new place.</source>
        <translation>{images} 张图像中有 {found} 张位于新位置。</translation>
    </message>
    <message>
        <source>{good} good, {defective} defective</source>
        <translation>{good} 良品，{defective} 缺陷品</translation>
    </message>
    <message>
        <source>{groups} groups, {images} images</source>
        <translation>{groups} 个分组，{images} 张图像</translation>
    </message>
    <message>
        <source>{name} is a project already. Open it first to import into it, or choose another name.</source>
        <translation>{name} 已是一个项目。请先打开它再导入，或选择其他名称。</translation>
    </message>
    <message>
        <source>{name} is there already and is no project. Choose another name.</source>
        <translation>{name} 已存在且不是项目。请选择其他名称。</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>{number} folders</source>
        <translation>{number} 个文件夹</translation>
    </message>
    <message>
        <source>{number} images, the most, have {size} pixels.</source>
        <translation>多数图像（{number} 张）为 {size} 像素。</translation>
    </message>
    <message>
        <source>{number} more</source>
        <translation>还有 {number} 项</translation>
    </message>
    <message>
        <source>{number} more of {hidden}</source>
        <translation>再显示 {number} 项（共 {hidden} 项）</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <extracomment>For 1: {n} byte</extracomment>
        <translation>
            <numerusform>{n} 字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} errors</source>
        <extracomment>For 1: {n} error</extracomment>
        <translation>
            <numerusform>{n} 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} image files so far.</source>
        <extracomment>For 1: {n} image file so far.</extracomment>
        <translation>
            <numerusform>目前已找到 {n} 个图像文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images</source>
        <extracomment>For 1: {n} image</extracomment>
        <translation>
            <numerusform>{n} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images are not there: {where}.</source>
        <extracomment>For 1: {n} image is not there: {where}.</extracomment>
        <translation>
            <numerusform>{n} 张图像不在原处：{where}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images lie in folders that are not there.</source>
        <extracomment>For 1: {n} image lies in a folder that is not there.</extracomment>
        <translation>
            <numerusform>{n} 张图像所在的文件夹已不在原处。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images of a finding</source>
        <extracomment>For 1: {n} image of a finding</extracomment>
        <translation>
            <numerusform>一项发现涉及的 {n} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images selected</source>
        <extracomment>For 1: {n} image selected</extracomment>
        <translation>
            <numerusform>已选择 {n} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images were imported.</source>
        <extracomment>For 1: {n} image was imported.</extracomment>
        <translation>
            <numerusform>已导入 {n} 张图像。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images would move.</source>
        <extracomment>For 1: {n} image would move.</extracomment>
        <translation>
            <numerusform>将移动 {n} 张图像。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images, looked at {time}</source>
        <extracomment>For 1: {n} image, looked at {time}</extracomment>
        <translation>
            <numerusform>{n} 张图像，查看于 {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} notes</source>
        <extracomment>For 1: {n} note</extracomment>
        <translation>
            <numerusform>{n} 条提示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of these have changed.</source>
        <extracomment>For 1: {n} of these has changed.</extracomment>
        <translation>
            <numerusform>其中 {n} 张有更改。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} problems</source>
        <extracomment>For 1: {n} problem</extracomment>
        <translation>
            <numerusform>{n} 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} warnings</source>
        <extracomment>For 1: {n} warning</extracomment>
        <translation>
            <numerusform>{n} 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were in the project already.</source>
        <extracomment>For 1: {n} was in the project already.</extracomment>
        <translation>
            <numerusform>{n} 张已在项目中。</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} is a file. Choose another folder.</source>
        <translation>{path} 是一个文件。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{path} may not be written. Choose another folder.</source>
        <translation>没有写入 {path} 的权限。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / {total}</translation>
    </message>
    <message>
        <source>{size}, {format}</source>
        <translation>{size}，{format}</translation>
    </message>
    <message>
        <source>{what}?</source>
        <translation>{what}？</translation>
    </message>
</context>
<context>
    <name>Datasets</name>
    <message>
        <source>1 defective image has no mask: {image}.</source>
        <translation>1 张缺陷品图像没有掩膜：{image}。</translation>
    </message>
    <message>
        <source>1 image is labelled good, and its mask marks a defect: {image}.</source>
        <translation>1 张图像标注为良品，但其掩膜标有缺陷：{image}。</translation>
    </message>
    <message>
        <source>1 mask marks nothing: {image}.</source>
        <translation>1 个掩膜没有标记任何内容：{image}。</translation>
    </message>
    <message>
        <source>16-bit colour</source>
        <translation>16 位彩色</translation>
    </message>
    <message>
        <source>16-bit grey</source>
        <translation>16 位灰度</translation>
    </message>
    <message>
        <source>8-bit colour</source>
        <translation>8 位彩色</translation>
    </message>
    <message>
        <source>8-bit grey</source>
        <translation>8 位灰度</translation>
    </message>
    <message>
        <source>A size of {size} pixels is too small.</source>
        <translation>{size} 像素的尺寸太小。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查其权限。</translation>
    </message>
    <message>
        <source>Check that it exists and may be read.</source>
        <translation>请检查它是否存在且可以读取。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder.</source>
        <translation>请选择新文件夹或空文件夹。</translation>
    </message>
    <message>
        <source>Choose at least {size}.</source>
        <translation>请至少选择 {size}。</translation>
    </message>
    <message>
        <source>Choose one of {families}.</source>
        <translation>请从以下类别中选择：{families}。</translation>
    </message>
    <message>
        <source>Choose one of {layouts}.</source>
        <translation>请从以下布局中选择：{layouts}。</translation>
    </message>
    <message>
        <source>Choose one of {textures}.</source>
        <translation>请从以下纹理中选择：{textures}。</translation>
    </message>
    <message>
        <source>ClassN/Train and ClassN/Test with Label/Labels.txt (or a folder of ClassN)</source>
        <translation>ClassN/Train 和 ClassN/Test，含 Label/Labels.txt（或若干 ClassN 所在的文件夹）</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>Drop a folder.</source>
        <translation>请拖放一个文件夹。</translation>
    </message>
    <message>
        <source>Drop images or their folder.</source>
        <translation>请拖放图像或其所在的文件夹。</translation>
    </message>
    <message>
        <source>Expected one of: {layouts}.</source>
        <translation>应为以下布局之一：{layouts}。</translation>
    </message>
    <message>
        <source>Expected {layout}; or let the layout be recognised by itself.</source>
        <translation>应为：{layout}；或让程序自动识别布局。</translation>
    </message>
    <message>
        <source>Export the annotations again, or take the file away.</source>
        <translation>请重新导出标注，或移走该文件。</translation>
    </message>
    <message>
        <source>Give the folder that holds the dataset.</source>
        <translation>请指定数据集所在的文件夹。</translation>
    </message>
    <message>
        <source>Give the same values to complete it, or choose another folder.</source>
        <translation>请使用相同的值以补全它，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Import the mask again or draw it anew.</source>
        <translation>请重新导入掩膜或重新绘制。</translation>
    </message>
    <message numerus="yes">
        <source>In {n} images a marked defect is hardly told from noise (fewer than {area} pixels, or less than {width} wide)</source>
        <extracomment>For 1: In {n} image a marked defect is hardly told from noise (fewer than {area} pixels, or less than {width} wide)</extracomment>
        <translation>
            <numerusform>{n} 张图像中有标记的缺陷几乎无法与噪声区分（少于 {area} 像素，或宽度小于 {width}）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In {n} images a marked defect is hardly told from noise at {size} pixels (fewer than {area} pixels, or less than {width} wide)</source>
        <extracomment>For 1: In {n} image a marked defect is hardly told from noise at {size} pixels (fewer than {area} pixels, or less than {width} wide)</extracomment>
        <translation>
            <numerusform>{n} 张图像中有标记的缺陷在 {size} 像素下几乎无法与噪声区分（少于 {area} 像素，或宽度小于 {width}）</numerusform>
        </translation>
    </message>
    <message>
        <source>It has none.</source>
        <translation>它没有任何缺陷类型。</translation>
    </message>
    <message>
        <source>It has {types}.</source>
        <translation>它有：{types}。</translation>
    </message>
    <message>
        <source>Label {images} {label}</source>
        <translation>将 {images}标为{label}</translation>
    </message>
    <message>
        <source>MT_Free and MT_&lt;defect&gt; folders of JPEG images with PNG masks</source>
        <translation>MT_Free 和 MT_&lt;defect&gt; 文件夹，含 JPEG 图像和 PNG 掩膜</translation>
    </message>
    <message>
        <source>Many images of this set show nearly the same all over, such as one part in one fixture. Only close copies are told from those: photos of one and the same part may be among them.</source>
        <translation>此数据集中许多图像整体上几乎相同，例如同一夹具中的同种工件。只能从中分辨出非常接近的副本：其中可能有同一工件的多张照片。</translation>
    </message>
    <message>
        <source>Move {images} to {split}</source>
        <translation>将 {images}移到{split}</translation>
    </message>
    <message>
        <source>Nearly the same picture is labelled good in {good} and defective in {defective}.</source>
        <translation>几乎相同的画面在 {good} 中标注为良品，在 {defective} 中标注为缺陷品。</translation>
    </message>
    <message>
        <source>Nothing was given.</source>
        <translation>没有提供任何内容。</translation>
    </message>
    <message>
        <source>Numbers must be 0 or more, and not both 0.</source>
        <translation>数量须不小于 0，且不能同时为 0。</translation>
    </message>
    <message>
        <source>Restore the file or take it out of the dataset.</source>
        <translation>请恢复该文件，或将其移出数据集。</translation>
    </message>
    <message>
        <source>Take a new one of the dataset.</source>
        <translation>请为数据集重新创建快照。</translation>
    </message>
    <message>
        <source>Take the mask off {images}</source>
        <translation>去掉 {images}的掩膜</translation>
    </message>
    <message>
        <source>Take {images} out of the dataset</source>
        <translation>将 {images}移出数据集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>The images have {sizes} different sizes; {most} of {number} have {size} pixels.</source>
        <translation>图像有 {sizes} 种不同尺寸；{number} 张中有 {most} 张为 {size} 像素。</translation>
    </message>
    <message>
        <source>The mask of {image} cannot be read. {why}</source>
        <translation>无法读取 {image} 的掩膜。{why}</translation>
    </message>
    <message>
        <source>The same picture is labelled good in {good} and defective in {defective}.</source>
        <translation>同一画面在 {good} 中标注为良品，在 {defective} 中标注为缺陷品。</translation>
    </message>
    <message>
        <source>The snapshot has version {version}, this program reads {own}.</source>
        <translation>快照的版本为 {version}，本程序读取版本 {own}。</translation>
    </message>
    <message>
        <source>The snapshot was changed after it was taken.</source>
        <translation>快照在创建后被更改过。</translation>
    </message>
    <message>
        <source>There are no defective images to train with; the paper trained with {paper}.</source>
        <translation>没有可用于训练的缺陷品图像；论文使用了 {paper} 张。</translation>
    </message>
    <message>
        <source>There are no good images to train with; the paper trained with {paper}.</source>
        <translation>没有可用于训练的良品图像；论文使用了 {paper} 张。</translation>
    </message>
    <message numerus="yes">
        <source>There are {n} defective images to train with; the paper trained with {paper}.</source>
        <extracomment>For 1: There is {n} defective image to train with; the paper trained with {paper}.</extracomment>
        <translation>
            <numerusform>有 {n} 张缺陷品图像可用于训练；论文使用了 {paper} 张。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are {n} good images to train with; the paper trained with {paper}.</source>
        <extracomment>For 1: There is {n} good image to train with; the paper trained with {paper}.</extracomment>
        <translation>
            <numerusform>有 {n} 张良品图像可用于训练；论文使用了 {paper} 张。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no dataset layout named {layout}.</source>
        <translation>没有名为 {layout} 的数据集布局。</translation>
    </message>
    <message>
        <source>There is no family of defects named {family}.</source>
        <translation>没有名为 {family} 的缺陷类别。</translation>
    </message>
    <message>
        <source>There is no image in {path}.</source>
        <translation>{path} 中没有图像。</translation>
    </message>
    <message>
        <source>There is no texture named {texture}.</source>
        <translation>没有名为 {texture} 的纹理。</translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>没有可写入的内容。</translation>
    </message>
    <message>
        <source>This is not a mask of polygons: {error}.</source>
        <translation>这不是多边形掩膜：{error}。</translation>
    </message>
    <message>
        <source>This is not a snapshot: {error}.</source>
        <translation>这不是快照：{error}。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Training needs at least 2.</source>
        <translation>训练至少需要 2 张。</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Use a newer version of this program.</source>
        <translation>请使用本程序的更新版本。</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>With fewer, more of what a good surface can look like is unknown to the model: expect false alarms.</source>
        <translation>数量较少时，模型对良品表面可能的样子了解更少：误报会增多。</translation>
    </message>
    <message>
        <source>With fewer, the model sees fewer kinds of defect, and the cuts between OK and NG are less certain.</source>
        <translation>数量较少时，模型见到的缺陷种类更少，OK 与 NG 之间的阈值把握较低。</translation>
    </message>
    <message>
        <source>Without any, training uses synthetic defects alone, and the cuts come from good images only.</source>
        <translation>没有缺陷品时，训练仅使用合成缺陷，阈值也只来自良品图像。</translation>
    </message>
    <message>
        <source>annotation file {reason}</source>
        <translation>标注文件{reason}</translation>
    </message>
    <message>
        <source>annotations that cannot be understood were ignored</source>
        <translation>已忽略无法理解的标注</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>cannot be read ({why})</source>
        <translation>无法读取（{why}）</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>defective without a mask</source>
        <translation>没有掩膜的缺陷品</translation>
    </message>
    <message>
        <source>defects too small</source>
        <translation>缺陷太小</translation>
    </message>
    <message>
        <source>different pixel formats</source>
        <translation>像素格式不同</translation>
    </message>
    <message>
        <source>different sizes</source>
        <translation>尺寸不同</translation>
    </message>
    <message>
        <source>does not fit into memory</source>
        <translation>放不进内存</translation>
    </message>
    <message>
        <source>few images</source>
        <translation>图像较少</translation>
    </message>
    <message>
        <source>folders good and defective (or ok and ng), with train, validation and test above them or not</source>
        <translation>文件夹 good 和 defective（或 ok 和 ng），其上可有 train、validation 和 test</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>holds more values than annotations have</source>
        <translation>所含的值多于标注应有的数量</translation>
    </message>
    <message>
        <source>holds no annotations</source>
        <translation>不含标注</translation>
    </message>
    <message>
        <source>images and a JSON file in COCO&apos;s format, in the folder or in annotations</source>
        <translation>图像和 COCO 格式的 JSON 文件，位于该文件夹或 annotations 中</translation>
    </message>
    <message>
        <source>images in any arrangement</source>
        <translation>任意方式存放的图像</translation>
    </message>
    <message>
        <source>images with labelme&apos;s NAME.json beside them</source>
        <translation>旁边有 labelme 的 NAME.json 的图像</translation>
    </message>
    <message>
        <source>in two splits</source>
        <translation>位于两个划分中</translation>
    </message>
    <message>
        <source>is larger than {size} MiB</source>
        <translation>超过 {size} MiB</translation>
    </message>
    <message>
        <source>is no file of labelme</source>
        <translation>不是 labelme 文件</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>不是常规文件</translation>
    </message>
    <message>
        <source>is not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>lines and points, which mark no area, were ignored</source>
        <translation>已忽略不标出面积的线和点</translation>
    </message>
    <message>
        <source>lines of Labels.txt that cannot be understood</source>
        <translation>Labels.txt 中无法理解的行</translation>
    </message>
    <message>
        <source>listed more than once; the first entry counts</source>
        <translation>重复列出；以第一项为准</translation>
    </message>
    <message>
        <source>marked by a box only, which became the mask</source>
        <translation>仅以方框标记，方框已作为掩膜</translation>
    </message>
    <message>
        <source>masks missing</source>
        <translation>缺少掩膜</translation>
    </message>
    <message>
        <source>masks of another size</source>
        <translation>掩膜尺寸不同</translation>
    </message>
    <message>
        <source>masks on good images</source>
        <translation>良品图像上有掩膜</translation>
    </message>
    <message>
        <source>masks that cannot be read</source>
        <translation>掩膜无法读取</translation>
    </message>
    <message>
        <source>masks that mark nothing</source>
        <translation>掩膜没有标记任何内容</translation>
    </message>
    <message>
        <source>masks without an image</source>
        <translation>没有对应图像的掩膜</translation>
    </message>
    <message>
        <source>named in Labels.txt but missing</source>
        <translation>Labels.txt 中列出但缺失</translation>
    </message>
    <message>
        <source>named there but missing</source>
        <translation>其中列出但缺失</translation>
    </message>
    <message>
        <source>names outside of the folder were ignored</source>
        <translation>已忽略文件夹之外的名称</translation>
    </message>
    <message>
        <source>nearly the same picture</source>
        <translation>几乎相同的画面</translation>
    </message>
    <message>
        <source>no possible size is stated, so there is no mask</source>
        <translation>未给出可用的尺寸，因此没有掩膜</translation>
    </message>
    <message>
        <source>no possible size of the image is stated, so there is no mask</source>
        <translation>未给出图像的可用尺寸，因此没有掩膜</translation>
    </message>
    <message>
        <source>not in Labels.txt, so unlabelled</source>
        <translation>不在 Labels.txt 中，因此未标注</translation>
    </message>
    <message>
        <source>overexposed or underexposed in parts</source>
        <translation>局部过曝或欠曝</translation>
    </message>
    <message>
        <source>same content</source>
        <translation>内容相同</translation>
    </message>
    <message>
        <source>shapes that cannot be understood were ignored</source>
        <translation>已忽略无法理解的形状</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>过亮</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>过暗</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>train/good, test/good, test/&lt;type&gt; and ground_truth/&lt;type&gt;</source>
        <translation>train/good、test/good、test/&lt;type&gt; 和 ground_truth/&lt;type&gt;</translation>
    </message>
    <message>
        <source>unassigned</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>with two labels</source>
        <translation>有两种标注</translation>
    </message>
    <message>
        <source>{first} and {others} have the same content.</source>
        <translation>{first} 与以下图像内容相同：{others}。</translation>
    </message>
    <message>
        <source>{first} and {others} show nearly the same picture.</source>
        <translation>{first} 与以下图像的画面几乎相同：{others}。</translation>
    </message>
    <message>
        <source>{first} is in {split}, {second}, nearly the same picture, in {other}. Figures measured on pictures that were trained on are too good.</source>
        <translation>{first} 在{split}中，画面几乎相同的 {second} 在{other}中。在训练过的画面上测得的指标会偏高。</translation>
    </message>
    <message>
        <source>{first} is in {split}, {second}, the same picture, in {other}. Figures measured on pictures that were trained on are too good.</source>
        <translation>{first} 在{split}中，画面相同的 {second} 在{other}中。在训练过的画面上测得的指标会偏高。</translation>
    </message>
    <message>
        <source>{first}; {second}</source>
        <translation>{first}；{second}</translation>
    </message>
    <message>
        <source>{folder}, no images by their names: {names}.</source>
        <translation>{folder}，从名称看不是图像：{names}。</translation>
    </message>
    <message>
        <source>{good} good and {defective} defective images of {size} pixels in each half</source>
        <translation>每半部分 {good} 张良品和 {defective} 张缺陷品图像，{size} 像素</translation>
    </message>
    <message>
        <source>{image} is much brighter than the others.</source>
        <translation>{image} 比其他图像亮得多。</translation>
    </message>
    <message>
        <source>{image} is much darker than the others.</source>
        <translation>{image} 比其他图像暗得多。</translation>
    </message>
    <message>
        <source>{image} is much less sharp than the others.</source>
        <translation>{image} 的清晰度远低于其他图像。</translation>
    </message>
    <message>
        <source>{image} is pure white or pure black in many more places than the others.</source>
        <translation>{image} 的纯白或纯黑区域远多于其他图像。</translation>
    </message>
    <message>
        <source>{layout} - {expected}</source>
        <translation>{layout} - {expected}</translation>
    </message>
    <message>
        <source>{most} of {number} images are {format}, {others}.</source>
        <translation>{number} 张图像中 {most} 张为 {format}，{others}。</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 及另外 {more} 个</translation>
    </message>
    <message>
        <source>{noise}; the smallest, in {image}, has {area} and is {width} wide.</source>
        <translation>{noise}；其中最小的位于 {image}，面积 {area}，宽 {width}。</translation>
    </message>
    <message>
        <source>{number} are {format}</source>
        <translation>{number} 张为 {format}</translation>
    </message>
    <message>
        <source>{number} defective images have no mask.</source>
        <translation>{number} 张缺陷品图像没有掩膜。</translation>
    </message>
    <message>
        <source>{number} images are labelled good, and their masks mark defects.</source>
        <translation>{number} 张图像标注为良品，但其掩膜标有缺陷。</translation>
    </message>
    <message>
        <source>{number} images, most of all {image}, are much brighter than the others.</source>
        <translation>{number} 张图像比其他图像亮得多，最明显的是 {image}。</translation>
    </message>
    <message>
        <source>{number} images, most of all {image}, are much darker than the others.</source>
        <translation>{number} 张图像比其他图像暗得多，最明显的是 {image}。</translation>
    </message>
    <message>
        <source>{number} images, most of all {image}, are much less sharp than the others.</source>
        <translation>{number} 张图像的清晰度远低于其他图像，最明显的是 {image}。</translation>
    </message>
    <message>
        <source>{number} images, most of all {image}, are pure white or pure black in many more places than the others.</source>
        <translation>{number} 张图像的纯白或纯黑区域远多于其他图像，最明显的是 {image}。</translation>
    </message>
    <message>
        <source>{number} masks mark nothing.</source>
        <translation>{number} 个掩膜没有标记任何内容。</translation>
    </message>
    <message>
        <source>{number} other images</source>
        <translation>{number} 张其他图像</translation>
    </message>
    <message numerus="yes">
        <source>{n} images</source>
        <extracomment>For 1: {n} image</extracomment>
        <translation>
            <numerusform>{n} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} masks are not of their image&apos;s size: that of {name} has {own} pixels, its image {size}. It is stretched to fit.</source>
        <extracomment>For 1: The mask of {name} has {own} pixels, its image {size}. It is stretched to fit.</extracomment>
        <translation>
            <numerusform>{n} 个掩膜与图像尺寸不符：{name} 的掩膜为 {own} 像素，图像为 {size}。掩膜将拉伸以匹配。</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} cannot be listed: {why}.</source>
        <translation>无法列出 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {why}.</source>
        <translation>无法读取 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>{path} has no defect type {types}.</source>
        <translation>{path} 没有缺陷类型 {types}。</translation>
    </message>
    <message>
        <source>{path} holds another synthetic dataset.</source>
        <translation>{path} 中已有另一个合成数据集。</translation>
    </message>
    <message>
        <source>{path} holds another synthetic dataset: {texture}, {images}, seed {seed}, defects of {families}.</source>
        <translation>{path} 中已有另一个合成数据集：{texture}，{images}，种子 {seed}，缺陷类别 {families}。</translation>
    </message>
    <message>
        <source>{path} holds another synthetic dataset: {texture}, {images}, seed {seed}.</source>
        <translation>{path} 中已有另一个合成数据集：{texture}，{images}，种子 {seed}。</translation>
    </message>
    <message>
        <source>{path} is a file.</source>
        <translation>{path} 是一个文件。</translation>
    </message>
    <message>
        <source>{path} is not an empty folder.</source>
        <translation>{path} 不是空文件夹。</translation>
    </message>
    <message>
        <source>{path} is not arranged as {layout}.</source>
        <translation>{path} 不是 {layout} 布局。</translation>
    </message>
    <message>
        <source>{path} {reason}.</source>
        <translation>{path} {reason}。</translation>
    </message>
    <message>
        <source>{place} has no Label/Labels.txt; images with a mask were taken as defective.</source>
        <translation>{place} 没有 Label/Labels.txt；有掩膜的图像已视为缺陷品。</translation>
    </message>
    <message>
        <source>{place}, {file} {reason}.</source>
        <translation>{place}，{file} {reason}。</translation>
    </message>
    <message>
        <source>{place}, {what}: {names}.</source>
        <translation>{place}，{what}：{names}。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>{user} on {host} (process {pid}, since {since})</source>
        <translation>{host} 上的 {user}（进程 {pid}，自 {since}）</translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>Give a dataset with images that it was not trained on.</source>
        <translation>请提供含有模型未训练过的图像的数据集。</translation>
    </message>
    <message>
        <source>Put images that it was not trained on into folders good and defective, and give their parent.</source>
        <translation>请将模型未训练过的图像放入文件夹 good 和 defective，并给出其上级文件夹。</translation>
    </message>
    <message>
        <source>The model was trained on all {images} labelled images of {folder} outside the test.</source>
        <translation>模型已用 {folder} 中测试集以外的全部 {images} 张已标注图像训练过。</translation>
    </message>
    <message>
        <source>There are no labelled images in {folder}.</source>
        <translation>{folder} 中没有已标注的图像。</translation>
    </message>
    <message>
        <source>There are only test images in {folder}.</source>
        <translation>{folder} 中只有测试集图像。</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Calibrate the model first, or export masks, overlays, json or csv.</source>
        <translation>请先校准模型，或导出 masks、overlays、json 或 csv。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder.</source>
        <translation>请选择新的或空的文件夹。</translation>
    </message>
    <message>
        <source>Export the results again, or update ISU-GAN Inspector.</source>
        <translation>请重新导出结果，或更新 ISU-GAN Inspector。</translation>
    </message>
    <message>
        <source>no JSON</source>
        <translation>不是 JSON</translation>
    </message>
    <message>
        <source>{model} holds no calibration, so no image is known to be good or defective.</source>
        <translation>{model} 不含校准，因此无法得知图像是良品还是缺陷品。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>无法读取 {path}：{error}。</translation>
    </message>
    <message>
        <source>{path} is no document of results that this version reads ({place}).</source>
        <translation>{path} 不是此版本可读取的结果文档（{place}）。</translation>
    </message>
    <message>
        <source>{path} is there already and not empty.</source>
        <translation>{path} 已存在且不为空。</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Calibrate</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Large image</source>
        <translation>大图</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>Images</name>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查其权限。</translation>
    </message>
    <message>
        <source>Check the disk and the path.</source>
        <translation>请检查磁盘和路径。</translation>
    </message>
    <message>
        <source>Check the path and the file&apos;s name.</source>
        <translation>请检查路径和文件名。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Close other programs or cut the image into parts.</source>
        <translation>请关闭其他程序，或将图像切成几部分。</translation>
    </message>
    <message>
        <source>Copy it again from its source.</source>
        <translation>请从来源重新复制。</translation>
    </message>
    <message>
        <source>Cut it into smaller images.</source>
        <translation>请将其切成较小的图像。</translation>
    </message>
    <message>
        <source>Give an image file.</source>
        <translation>请指定一个图像文件。</translation>
    </message>
    <message>
        <source>Give yourself read permission on it.</source>
        <translation>请为自己授予其读取权限。</translation>
    </message>
    <message>
        <source>Save it again as an 8- or 16-bit PNG, JPEG, BMP, TIFF or WebP.</source>
        <translation>请另存为 8 位或 16 位的 PNG、JPEG、BMP、TIFF 或 WebP。</translation>
    </message>
    <message>
        <source>The inspection was stopped.</source>
        <translation>检测已停止。</translation>
    </message>
    <message>
        <source>floating-point samples</source>
        <translation>浮点采样值</translation>
    </message>
    <message>
        <source>signed {bits}-bit samples</source>
        <translation>有符号 {bits} 位采样值</translation>
    </message>
    <message>
        <source>{bits}-bit samples</source>
        <translation>{bits} 位采样值</translation>
    </message>
    <message>
        <source>{mode} colours</source>
        <translation>{mode} 颜色</translation>
    </message>
    <message>
        <source>{path} cannot be listed: {why}.</source>
        <translation>无法列出 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {error}.</source>
        <translation>无法打开 {path}：{error}。</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>{path} does not fit into memory ({size} pixels).</source>
        <translation>{path} 放不进内存（{size} 像素）。</translation>
    </message>
    <message>
        <source>{path} holds {samples}, which have no fixed scale.</source>
        <translation>{path} 含有{samples}，其取值范围不固定。</translation>
    </message>
    <message>
        <source>{path} is a folder, not an image.</source>
        <translation>{path} 是文件夹，不是图像。</translation>
    </message>
    <message>
        <source>{path} is empty (0 bytes).</source>
        <translation>{path} 是空文件（0 字节）。</translation>
    </message>
    <message>
        <source>{path} is not a PNG, JPEG, BMP, TIFF or WebP image, or its beginning is damaged.</source>
        <translation>{path} 不是 PNG、JPEG、BMP、TIFF 或 WebP 图像，或其开头已损坏。</translation>
    </message>
    <message>
        <source>{path} is not a regular file.</source>
        <translation>{path} 不是常规文件。</translation>
    </message>
    <message>
        <source>{path} is too large (its header asks for too many pixels; the limit is {limit} pixels).</source>
        <translation>{path} 太大（文件头要求的像素过多；上限为 {limit} 像素）。</translation>
    </message>
    <message>
        <source>{path} is too large ({size} pixels; the limit is {limit} pixels).</source>
        <translation>{path} 太大（{size} 像素；上限为 {limit} 像素）。</translation>
    </message>
    <message>
        <source>{path} is truncated or damaged ({error}).</source>
        <translation>{path} 不完整或已损坏（{error}）。</translation>
    </message>
    <message>
        <source>{path} may not be read.</source>
        <translation>没有读取 {path} 的权限。</translation>
    </message>
</context>
<context>
    <name>Inspect</name>
    <message>
        <source>* Counted with earlier segmentation settings</source>
        <translation>* 按先前的分割设置计数</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Area in pixels of the original image</source>
        <translation>面积，以原图像素计</translation>
    </message>
    <message>
        <source>Back to the settings saved in the model</source>
        <translation>恢复模型中保存的设置</translation>
    </message>
    <message>
        <source>Being inspected</source>
        <translation>正在检测</translation>
    </message>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>Centre x, y in pixels of the original image</source>
        <translation>中心 x, y，以原图像素计</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Colours of D_p&apos;s surprise</source>
        <translation>D_p 意外度的颜色</translation>
    </message>
    <message>
        <source>Colours of the SSIM map</source>
        <translation>SSIM 图的颜色</translation>
    </message>
    <message>
        <source>Colours of the defect map</source>
        <translation>缺陷图的颜色</translation>
    </message>
    <message>
        <source>Comparing with {model}</source>
        <translation>正在与 {model} 比较</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Contours over the repair</source>
        <translation>修复图上的轮廓</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Defect area {pixels} px, {percent} %</source>
        <translation>缺陷面积 {pixels} px，{percent} %</translation>
    </message>
    <message>
        <source>Defect map</source>
        <translation>缺陷图</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Defects with a smaller mean |original - repair| are dropped</source>
        <translation>平均 |原图 - 修复图| 更小的缺陷会被忽略</translation>
    </message>
    <message>
        <source>Export {format} into</source>
        <translation>{format}：导出到</translation>
    </message>
    <message>
        <source>Exporting {format}</source>
        <translation>正在导出：{format}</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Fixed SSIM level</source>
        <translation>固定的 SSIM 界值</translation>
    </message>
    <message>
        <source>Fixed scale from {low} to {high}, the same for every image: -log of the chance that a place is good, as D_p sees it; dark = good, bright = probably defective.</source>
        <translation>固定标尺，从 {low} 到 {high}，所有图像相同：D_p 认为该处良好的概率的 -log；暗 = 良好，亮 = 很可能有缺陷。</translation>
    </message>
    <message>
        <source>Fixed scale from {low} to {high}, the same for every image: 1 - the probability of a defect; bright = probably defective.</source>
        <translation>固定刻度 {low} 至 {high}，对每张图像都相同：1 减去缺陷概率；亮 = 可能有缺陷。</translation>
    </message>
    <message>
        <source>Fixed scale from {low} to {high}, the same for every image: dark = unchanged, bright = changed by the repair.</source>
        <translation>固定刻度 {low} 至 {high}，对每张图像都相同：暗 = 未改变，亮 = 修复时改变。</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>判定不同</translation>
    </message>
    <message>
        <source>HTML report</source>
        <translation>HTML 报告</translation>
    </message>
    <message>
        <source>Histogram of the SSIM map</source>
        <translation>SSIM 图的直方图</translation>
    </message>
    <message>
        <source>How many pixels of the shown image have which SSIM (logarithmic)</source>
        <translation>所示图像中各 SSIM 值的像素数（对数）</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images on which the verdict of model A (left) becomes that of model B (right)</source>
        <translation>模型 A 的判定（左）在模型 B 中变为另一判定（右）的图像</translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation>正在检测</translation>
    </message>
    <message>
        <source>Inspecting {image}</source>
        <translation>正在检测 {image}</translation>
    </message>
    <message>
        <source>Inspecting {image}…</source>
        <translation>正在检测 {image}…</translation>
    </message>
    <message>
        <source>Inspecting…</source>
        <translation>正在检测…</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Judging again</source>
        <translation>正在重新判定</translation>
    </message>
    <message>
        <source>Keeping the result of {image}</source>
        <translation>正在保存 {image} 的结果</translation>
    </message>
    <message>
        <source>Key {number}</source>
        <translation>按键 {number}</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>界值</translation>
    </message>
    <message>
        <source>Listing images</source>
        <translation>正在列出图像</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>正在加载 {model}</translation>
    </message>
    <message>
        <source>Longer side of the smallest enclosing rectangle, pixels</source>
        <translation>最小外接矩形的长边，像素</translation>
    </message>
    <message>
        <source>Looking up results</source>
        <translation>正在查找已有结果</translation>
    </message>
    <message>
        <source>Mark: the level {level}; below it a pixel counts as defective.</source>
        <translation>标记：界值 {level}；低于此值的像素视为缺陷。</translation>
    </message>
    <message>
        <source>Mean SSIM inside; lower = more different</source>
        <translation>内部的平均 SSIM；越低差异越大</translation>
    </message>
    <message>
        <source>Mean difference between original and repair inside, 0 to 1</source>
        <translation>内部原图与修复图的平均差异，0 至 1</translation>
    </message>
    <message>
        <source>Min. area</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <source>Min. contrast</source>
        <translation>最小对比度</translation>
    </message>
    <message>
        <source>Minimum area</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <source>Minimum contrast</source>
        <translation>最小对比度</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Model {letter}: {name}
Show its pictures; {key} changes between the two</source>
        <translation>模型 {letter}：{name}
显示它的图；{key} 在两者之间切换</translation>
    </message>
    <message>
        <source>No defect was outlined in this image with these settings.</source>
        <translation>按这些设置，此图像中没有标出缺陷。</translation>
    </message>
    <message>
        <source>No image chosen</source>
        <translation>未选择图像</translation>
    </message>
    <message>
        <source>No images found</source>
        <translation>未找到图像</translation>
    </message>
    <message>
        <source>OTSU (paper)</source>
        <translation>OTSU（论文）</translation>
    </message>
    <message>
        <source>OTSU with guard</source>
        <translation>带保护的 OTSU</translation>
    </message>
    <message>
        <source>OTSU&apos;s level, always: on a good image it outlines noise</source>
        <translation>始终采用 OTSU 界值：在良品图像上会标出噪声</translation>
    </message>
    <message>
        <source>OTSU&apos;s level, but nothing is outlined where the image passes as good</source>
        <translation>采用 OTSU 界值，但图像判为良品时不标出任何轮廓</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>打开图像文件夹</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Original (reduced)</source>
        <translation>原图（缩小）</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>PDF 报告</translation>
    </message>
    <message>
        <source>Part of a name; * and ? stand for any characters and for one</source>
        <translation>名称的一部分；* 和 ? 分别代表任意多个字符和一个字符</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复图</translation>
    </message>
    <message>
        <source>Review from {review}, NG from {ng}</source>
        <translation>Review 阈值 {review}，NG 阈值 {ng}</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>SSIM level of the mode Fixed</source>
        <translation>“固定”模式的 SSIM 界值</translation>
    </message>
    <message>
        <source>SSIM map</source>
        <translation>SSIM 图</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Score A</source>
        <translation>分数 A</translation>
    </message>
    <message>
        <source>Score B</source>
        <translation>分数 B</translation>
    </message>
    <message>
        <source>Score {score}</source>
        <translation>分数 {score}</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Search the images by name</source>
        <translation>按名称搜索图像</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Segmentation mode</source>
        <translation>分割模式</translation>
    </message>
    <message>
        <source>Segmenting</source>
        <translation>正在分割</translation>
    </message>
    <message>
        <source>Show all: {n}</source>
        <translation>显示全部：{n}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Show the pictures of model {letter}</source>
        <translation>显示模型 {letter} 的图</translation>
    </message>
    <message>
        <source>Show the pictures of model {letter}, {name}</source>
        <translation>显示模型 {letter} 的图，{name}</translation>
    </message>
    <message>
        <source>Show {verdict}: {n}</source>
        <translation>显示 {verdict}：{n}</translation>
    </message>
    <message>
        <source>Showing {image}</source>
        <translation>正在显示 {image}</translation>
    </message>
    <message>
        <source>Smaller defects are dropped; in pixels of the picture that the model sees</source>
        <translation>更小的缺陷会被忽略；以模型所见画面的像素计</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>意外度</translation>
    </message>
    <message>
        <source>The images are listed. A model repairs them and shows where the repair differs.</source>
        <translation>图像已列出。模型会修复图像，并显示修复图与原图的不同之处。</translation>
    </message>
    <message>
        <source>The model is not calibrated: no verdict</source>
        <translation>模型未校准：没有判定</translation>
    </message>
    <message>
        <source>The model is ready. Choose the images to inspect, or drop them here.</source>
        <translation>模型已就绪。请选择要检测的图像，或将图像拖放到此处。</translation>
    </message>
    <message>
        <source>The same SSIM level for every image; drag it in the histogram</source>
        <translation>每张图像采用相同的 SSIM 界值；可在直方图中拖动</translation>
    </message>
    <message>
        <source>There is no PNG, JPEG, BMP, TIFF or WebP image in what was opened.</source>
        <translation>打开的内容中没有 PNG、JPEG、BMP、TIFF 或 WebP 图像。</translation>
    </message>
    <message>
        <source>This image cannot be read</source>
        <translation>无法读取此图像</translation>
    </message>
    <message>
        <source>This model marks defects; it repairs nothing.</source>
        <translation>此模型标出缺陷，不做修复。</translation>
    </message>
    <message>
        <source>Updating defects</source>
        <translation>正在更新缺陷</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Write results.csv and defects.csv into</source>
        <translation>results.csv 和 defects.csv：写入到</translation>
    </message>
    <message>
        <source>Writing CSV</source>
        <translation>正在写入 CSV</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>labelme</source>
        <translation>labelme</translation>
    </message>
    <message>
        <source>level</source>
        <translation>界值</translation>
    </message>
    <message>
        <source>masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>overlays</source>
        <translation>叠加图</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>修复图</translation>
    </message>
    <message>
        <source>surprise</source>
        <translation>意外度</translation>
    </message>
    <message>
        <source>{folder} report</source>
        <translation>{folder} 报告</translation>
    </message>
    <message>
        <source>{image}: {done} of {total} tiles inspected</source>
        <translation>{image}：已检测 {done} / {total} 个分块</translation>
    </message>
    <message>
        <source>{image}: {done} of {total} tiles inspected, {time} left</source>
        <translation>{image}：已检测 {done} / {total} 个分块，剩余 {time}</translation>
    </message>
    <message>
        <source>{number} or a double-click maximises this pane</source>
        <translation>按 {number} 或双击可最大化此窗格</translation>
    </message>
    <message numerus="yes">
        <source>{n} defects outlined and numbered</source>
        <extracomment>For 1: {n} defect outlined and numbered</extracomment>
        <translation>
            <numerusform>已标出并编号 {n} 个缺陷</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files could not be read; the export has the errors.</source>
        <extracomment>For 1: {n} file could not be read; the export has the errors.</extracomment>
        <translation>
            <numerusform>{n} 个文件无法读取；错误见导出内容。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images exported as {format}: {path}</source>
        <extracomment>For 1: {n} image exported as {format}: {path}</extracomment>
        <translation>
            <numerusform>已导出 {n} 张图像（{format}）：{path}</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} left out; the export lists them with the reason.</source>
        <translation>已略过 {n} 张；原因列在导出内容中。</translation>
    </message>
    <message>
        <source>{n} not inspected yet are not in it.</source>
        <translation>其中不包括尚未检测的 {n} 张。</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} / {total}</translation>
    </message>
    <message>
        <source>{n} of {total} inspected</source>
        <translation>已检测 {n} / {total}</translation>
    </message>
    <message>
        <source>{pane} picture</source>
        <translation>{pane}画面</translation>
    </message>
    <message>
        <source>{path}
The verdict flips: {flip}</source>
        <translation>{path}
判定不同：{flip}</translation>
    </message>
    <message>
        <source>{share} of the image. Click to zoom to it.</source>
        <translation>占图像的 {share}。单击可放大到该处。</translation>
    </message>
    <message>
        <source>{width} × {height} px, being inspected in tiles</source>
        <translation>{width} × {height} px，正在分块检测</translation>
    </message>
    <message>
        <source>{width} × {height} px, inspected in {time} ms</source>
        <translation>{width} × {height} px，检测用时 {time} ms</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>&apos;{name}&apos; is not a device.</source>
        <translation>“{name}”不是设备。</translation>
    </message>
    <message>
        <source>&apos;{policy}&apos; is not a calibration policy.</source>
        <translation>“{policy}”不是校准策略。</translation>
    </message>
    <message>
        <source>A score is not a finite number of at least 0.</source>
        <translation>有分数不是不小于 0 的有限数。</translation>
    </message>
    <message numerus="yes">
        <source>CPU, {n} threads</source>
        <extracomment>For 1: CPU, {n} thread</extracomment>
        <translation>
            <numerusform>CPU，{n} 个线程</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calibration needs at least 2 good images that the model was not trained on; there are {n}.</source>
        <extracomment>For 1: Calibration needs at least 2 good images that the model was not trained on; there is {n}.</extracomment>
        <translation>
            <numerusform>校准至少需要 2 张模型未训练过的良品图像；现有 {n} 张。</numerusform>
        </translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Draw a larger region of interest, or ignore less.</source>
        <translation>请绘制更大的感兴趣区域，或减少忽略区域。</translation>
    </message>
    <message>
        <source>Give a model.safetensors that isugan train wrote, or an .onnx file that isugan export made of one.</source>
        <translation>请提供 isugan train 写出的 model.safetensors，或 isugan export 由其生成的 .onnx 文件。</translation>
    </message>
    <message>
        <source>Give the model.safetensors inside a run&apos;s folder.</source>
        <translation>请提供训练文件夹中的 model.safetensors。</translation>
    </message>
    <message>
        <source>Give the model.safetensors of a run, or what isugan export --format onnx made of it; if it is one, copy it again, or train or export again.</source>
        <translation>请提供一次训练的 model.safetensors，或 isugan export --format onnx 由其生成的文件；如果已是这样的文件，请重新复制，或重新训练或导出。</translation>
    </message>
    <message>
        <source>Give the model.safetensors that it was exported from.</source>
        <translation>请提供导出它所用的 model.safetensors。</translation>
    </message>
    <message>
        <source>Make room or give yourself permission there; until then a run that is broken off starts anew.</source>
        <translation>请在该处腾出空间或取得权限；在此之前，中断的检测会从头开始。</translation>
    </message>
    <message>
        <source>No {name} device was found.</source>
        <translation>未找到 {name} 设备。</translation>
    </message>
    <message>
        <source>Put more good images into the validation split.</source>
        <translation>请将更多良品图像放入验证集。</translation>
    </message>
    <message>
        <source>Results cannot be kept in {path}: {error}.</source>
        <translation>无法将结果保存在 {path}：{error}。</translation>
    </message>
    <message>
        <source>Results cannot be written to {folder}: {error}.</source>
        <translation>无法将结果写入 {folder}：{error}。</translation>
    </message>
    <message>
        <source>The areas leave nothing of the picture ({size} pixels) to look at.</source>
        <translation>设定的区域使画面（{size} 像素）没有可检测的部分。</translation>
    </message>
    <message>
        <source>The areas leave nothing of {path} ({size} pixels) to look at.</source>
        <translation>设定的区域使 {path}（{size} 像素）没有可检测的部分。</translation>
    </message>
    <message>
        <source>The inspection was stopped.</source>
        <translation>检测已停止。</translation>
    </message>
    <message>
        <source>The model file {path} cannot be opened: {error}.</source>
        <translation>无法打开模型文件 {path}：{error}。</translation>
    </message>
    <message>
        <source>The model {model} gives {path} no score: what it made of the picture are no numbers.</source>
        <translation>模型 {model} 无法给出 {path} 的分数：它对该画面的输出不是有效数值。</translation>
    </message>
    <message>
        <source>The policy {policy} needs defective images that the model was not trained on; there are none.</source>
        <translation>策略 {policy} 需要模型未训练过的缺陷品图像；现在没有。</translation>
    </message>
    <message>
        <source>The whole defect of {path} lies in what is ignored. Move the areas, or label the image good.</source>
        <translation>{path} 的整个缺陷都位于忽略区域内。请移动区域，或将图像标注为良品。</translation>
    </message>
    <message>
        <source>Train the model again.</source>
        <translation>请重新训练模型。</translation>
    </message>
    <message>
        <source>Update ISU-GAN Inspector.</source>
        <translation>请更新 ISU-GAN Inspector。</translation>
    </message>
    <message>
        <source>Use --device auto, or see isugan doctor.</source>
        <translation>请使用 --device auto，或查看 isugan doctor。</translation>
    </message>
    <message>
        <source>Use --policy good-only or far=0.01, or add defective images to the validation split.</source>
        <translation>请使用 --policy good-only 或 far=0.01，或在验证集中添加缺陷品图像。</translation>
    </message>
    <message>
        <source>Use --resume to go on, or another folder.</source>
        <translation>请使用 --resume 继续，或使用其他文件夹。</translation>
    </message>
    <message>
        <source>Use another model; this one is damaged, or was trained until its numbers ran over.</source>
        <translation>请使用其他模型；此模型已损坏，或训练时数值溢出。</translation>
    </message>
    <message>
        <source>Use best-f1, far=0.01 (a rate from 0 to 1), no-miss, cost=1:20 (false alarm : miss) or good-only.</source>
        <translation>请使用 best-f1、far=0.01（0 至 1 的比率）、no-miss、cost=1:20（误报 : 漏检）或 good-only。</translation>
    </message>
    <message>
        <source>Use one of {devices}.</source>
        <translation>请使用以下之一：{devices}。</translation>
    </message>
    <message>
        <source>it cannot be read ({error})</source>
        <translation>无法读取（{error}）</translation>
    </message>
    <message>
        <source>it is no safetensors file, or cut off ({error})</source>
        <translation>不是 safetensors 文件，或文件不完整（{error}）</translation>
    </message>
    <message>
        <source>its header is no JSON document</source>
        <translation>文件头不是 JSON 文档</translation>
    </message>
    <message>
        <source>its header is wrong at {place}: {error}</source>
        <translation>文件头在 {place} 处有误：{error}</translation>
    </message>
    <message>
        <source>its weights are of another kind</source>
        <translation>其权重是其他类型</translation>
    </message>
    <message>
        <source>its weights do not fit its network settings</source>
        <translation>权重与网络设置不符</translation>
    </message>
    <message>
        <source>some of its weights are no numbers</source>
        <translation>部分权重不是有效数值</translation>
    </message>
    <message>
        <source>{folder} already holds results.</source>
        <translation>{folder} 中已有结果。</translation>
    </message>
    <message>
        <source>{path} does not fit into memory. Cut it into parts.</source>
        <translation>{path} 超出内存容量。请将其切分成几部分。</translation>
    </message>
    <message>
        <source>{path} is a folder, not a model file.</source>
        <translation>{path} 是文件夹，不是模型文件。</translation>
    </message>
    <message>
        <source>{path} is an exported model, which only inspects, evaluates and watches.</source>
        <translation>{path} 是导出的模型，只能用于检测、评估和监视。</translation>
    </message>
    <message>
        <source>{path} is damaged: {error}.</source>
        <translation>{path} 已损坏：{error}。</translation>
    </message>
    <message>
        <source>{path} is no table that this version of the program goes on with.</source>
        <translation>{path} 不是此版本程序可以接续的表格。</translation>
    </message>
    <message>
        <source>{path} is not a model of this program.</source>
        <translation>{path} 不是本程序的模型。</translation>
    </message>
    <message>
        <source>{path} is not a usable model file: {why}.</source>
        <translation>{path} 不是可用的模型文件：{why}。</translation>
    </message>
    <message>
        <source>{path} is too large for a model file ({size} bytes).</source>
        <translation>{path} 作为模型文件过大（{size} 字节）。</translation>
    </message>
    <message>
        <source>{path} was made by a newer version (schema {version}; this program reads {known}).</source>
        <translation>{path} 由更新的版本生成（格式 {version}；本程序可读取 {known}）。</translation>
    </message>
</context>
<context>
    <name>Mask</name>
    <message>
        <source>Click the corners. Enter closes it, Backspace takes one back, Esc drops it.</source>
        <translation>依次单击各顶点。回车键闭合，退格键撤回一个顶点，Esc 放弃。</translation>
    </message>
    <message>
        <source>Drag erases, and so does Space where the arrow keys lead. Space drag: move.</source>
        <translation>拖动可擦除，也可用方向键移动后按空格键擦除。按住空格键拖动：移动画面。</translation>
    </message>
    <message>
        <source>Drag marks, and so does Space where the arrow keys lead. Space drag: move.</source>
        <translation>拖动可标记，也可用方向键移动后按空格键标记。按住空格键拖动：移动画面。</translation>
    </message>
    <message>
        <source>Drag moves the picture, the wheel zooms.</source>
        <translation>拖动可移动画面，滚轮可缩放。</translation>
    </message>
    <message>
        <source>Mask editor</source>
        <translation>掩膜编辑器</translation>
    </message>
    <message>
        <source>Picture with its mask</source>
        <translation>带掩膜的画面</translation>
    </message>
    <message>
        <source>The mask can be seen, not changed.</source>
        <translation>掩膜只能查看，不能更改。</translation>
    </message>
    <message>
        <source>accepted suggestion</source>
        <translation>采纳建议</translation>
    </message>
    <message>
        <source>brush stroke</source>
        <translation>画笔笔画</translation>
    </message>
    <message>
        <source>clearing</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>eraser stroke</source>
        <translation>橡皮擦笔画</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>多边形</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Calibrate</source>
        <translation>校准(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清除(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dataset</source>
        <translation>数据集(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>检测(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>复核(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>L&amp;arge image</source>
        <translation>大图(&amp;A)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言 / Language(&amp;G)</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>查找操作</translation>
    </message>
    <message>
        <source>Nothing is called that. Try another word.</source>
        <translation>没有这样名称的操作。请换一个词。</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>您想做什么？</translation>
    </message>
    <message>
        <source>on</source>
        <translation>已启用</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>8, 16, &gt;8 (bits)</source>
        <translation>8, 16, &gt;8（位）</translation>
    </message>
    <message>
        <source>&gt;=256, &lt;100, 256..512 (pixels)</source>
        <translation>&gt;=256, &lt;100, 256..512（像素）</translation>
    </message>
    <message>
        <source>A step of the project&apos;s history is damaged.</source>
        <translation>项目历史记录中的一个步骤已损坏。</translation>
    </message>
    <message>
        <source>Across splits</source>
        <translation>跨划分重复</translation>
    </message>
    <message>
        <source>Allowed: {allowed}.</source>
        <translation>可用：{allowed}。</translation>
    </message>
    <message>
        <source>Allowed: {keys}; text with a colon goes in quotation marks.</source>
        <translation>可用：{keys}；含冒号的文本须加引号。</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Bring it back from a backup.</source>
        <translation>请从备份恢复。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查其权限。</translation>
    </message>
    <message>
        <source>Check that the folder exists and that you may write to it.</source>
        <translation>请检查文件夹是否存在以及您是否有写入权限。</translation>
    </message>
    <message>
        <source>Check the disk and the network share; what was saved before is kept.</source>
        <translation>请检查磁盘和网络共享；之前保存的内容仍保留。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Choose a file that was exported in Review or by isugan review export.</source>
        <translation>请选择在“复核”中或用 isugan review export 导出的文件。</translation>
    </message>
    <message>
        <source>Choose a folder whose name ends in {suffix}, with {database} in it.</source>
        <translation>请选择名称以 {suffix} 结尾且包含 {database} 的文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room.</source>
        <translation>请选择其他文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>请选择其他名称或文件夹。</translation>
    </message>
    <message>
        <source>Choose one of the missing folders.</source>
        <translation>请选择一个缺失的文件夹。</translation>
    </message>
    <message>
        <source>Close what else uses it (a backup, a second program), then try again; nothing is lost.</source>
        <translation>请关闭正在使用它的程序（备份程序或其他程序），然后重试；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Close what else uses it, then try again; nothing is lost.</source>
        <translation>请关闭正在使用它的程序，然后重试；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Copy the project to a folder that you may write to.</source>
        <translation>请将项目复制到您有写入权限的文件夹。</translation>
    </message>
    <message>
        <source>Do it for fewer images at a time.</source>
        <translation>请减少每次处理的图像数量。</translation>
    </message>
    <message>
        <source>Do not open it if it came from a stranger; else bring it back from a backup.</source>
        <translation>如果来自陌生人，请勿打开；否则请从备份恢复。</translation>
    </message>
    <message>
        <source>Exact duplicate</source>
        <translation>完全重复</translation>
    </message>
    <message>
        <source>Export the review again, with this version of the program.</source>
        <translation>请用此版本的程序重新导出复核结论。</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光异常</translation>
    </message>
    <message>
        <source>File missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Give yourself permission on the project&apos;s folder.</source>
        <translation>请为自己授予项目文件夹的权限。</translation>
    </message>
    <message>
        <source>Install the newer version.</source>
        <translation>请安装更新的版本。</translation>
    </message>
    <message>
        <source>Install the newer version; the project is left as it is.</source>
        <translation>请安装更新的版本；项目保持原样。</translation>
    </message>
    <message>
        <source>It cannot be undone or redone.</source>
        <translation>它无法撤销或重做。</translation>
    </message>
    <message>
        <source>It is open for writing by another program.</source>
        <translation>它已由其他程序以写入方式打开。</translation>
    </message>
    <message>
        <source>It is open for writing by {holder}.</source>
        <translation>它已由 {holder} 以写入方式打开。</translation>
    </message>
    <message>
        <source>Its file may not be written.</source>
        <translation>没有写入其文件的权限。</translation>
    </message>
    <message>
        <source>Its folder may not be written ({why}).</source>
        <translation>无法写入其文件夹（{why}）。</translation>
    </message>
    <message>
        <source>Let it end in {suffix}.</source>
        <translation>名称应以 {suffix} 结尾。</translation>
    </message>
    <message>
        <source>Look for the missing folders again.</source>
        <translation>请重新查找缺失的文件夹。</translation>
    </message>
    <message>
        <source>Make room on the disk, or move what else has this name.</source>
        <translation>请腾出磁盘空间，或移走同名的其他内容。</translation>
    </message>
    <message>
        <source>Make room; what was saved before is kept.</source>
        <translation>请腾出空间；之前保存的内容仍保留。</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩膜不符</translation>
    </message>
    <message>
        <source>Near duplicate</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <source>No folder of the project begins like this.</source>
        <translation>项目中没有以此开头的文件夹。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有更改任何内容。</translation>
    </message>
    <message>
        <source>Odd depth</source>
        <translation>位深异常</translation>
    </message>
    <message>
        <source>Odd size</source>
        <translation>尺寸异常</translation>
    </message>
    <message>
        <source>Open it once where it may be written.</source>
        <translation>请在有写入权限的地方打开它一次。</translation>
    </message>
    <message>
        <source>Open it, or choose another name.</source>
        <translation>请打开它，或选择其他名称。</translation>
    </message>
    <message>
        <source>Remove the images of the missing folder instead: theirs are imported from the new place.</source>
        <translation>请改为移除缺失文件夹的图像：它们已从新位置导入。</translation>
    </message>
    <message>
        <source>Small defect</source>
        <translation>缺陷太小</translation>
    </message>
    <message>
        <source>The disk is full: {path} cannot be written.</source>
        <translation>磁盘已满：无法写入 {path}。</translation>
    </message>
    <message>
        <source>The mask of {path} is damaged. {why}</source>
        <translation>{path} 的掩膜已损坏。{why}</translation>
    </message>
    <message>
        <source>There is no “{word}” to search for.</source>
        <translation>没有可搜索的“{word}”。</translation>
    </message>
    <message>
        <source>This is too much for one step.</source>
        <translation>一个步骤无法处理这么多内容。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>Two labels</source>
        <translation>两种标注</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Write it right behind the colon. Allowed: {allowed}.</source>
        <translation>请将值紧接在冒号之后。可用：{allowed}。</translation>
    </message>
    <message>
        <source>a minus takes away what the term finds</source>
        <translation>减号排除该条件找到的图像</translation>
    </message>
    <message>
        <source>a tag, or * for any</source>
        <translation>标签，或用 * 表示任意标签</translation>
    </message>
    <message>
        <source>a type of defect, or * for any</source>
        <translation>缺陷类型，或用 * 表示任意类型</translation>
    </message>
    <message>
        <source>at least this many pixels</source>
        <translation>至少这么多像素</translation>
    </message>
    <message>
        <source>bits per channel</source>
        <translation>每通道位数</translation>
    </message>
    <message>
        <source>blurred; the start of a problem&apos;s name will do</source>
        <translation>模糊；输入问题名称的开头即可</translation>
    </message>
    <message>
        <source>colour; 1 is grey</source>
        <translation>彩色；1 为灰度</translation>
    </message>
    <message>
        <source>file smaller than this; also B, MB, GB</source>
        <translation>小于此大小的文件；也可用 B、MB、GB</translation>
    </message>
    <message>
        <source>has a mask</source>
        <translation>有掩膜</translation>
    </message>
    <message>
        <source>has a note</source>
        <translation>有备注</translation>
    </message>
    <message>
        <source>has any problem</source>
        <translation>有任意问题</translation>
    </message>
    <message>
        <source>has areas of its own that are inspected or ignored</source>
        <translation>有自己的检测区域或忽略区域</translation>
    </message>
    <message>
        <source>has this tag; * for any</source>
        <translation>有此标签；* 表示任意标签</translation>
    </message>
    <message>
        <source>it is in the folder</source>
        <translation>包含在文件夹中</translation>
    </message>
    <message>
        <source>it is in the folder and name together</source>
        <translation>包含在文件夹加名称中</translation>
    </message>
    <message>
        <source>it is in the note</source>
        <translation>包含在备注中</translation>
    </message>
    <message>
        <source>labelled good or defective; also unlabelled, and * for any label</source>
        <translation>标注为良品 (good) 或缺陷品 (defective)；也可用 unlabelled，* 表示任意标注</translation>
    </message>
    <message>
        <source>name of the model that inspected last, or * for any</source>
        <translation>最后一次检测所用模型的名称，或用 * 表示任意</translation>
    </message>
    <message>
        <source>not inspected yet</source>
        <translation>尚未检测</translation>
    </message>
    <message>
        <source>not reviewed yet</source>
        <translation>尚未复核</translation>
    </message>
    <message>
        <source>one of the two is in the name; a comma means or</source>
        <translation>名称包含两者之一；逗号表示“或”</translation>
    </message>
    <message>
        <source>part of the folder, as in folder:&quot;my part&quot;</source>
        <translation>文件夹的一部分，例如 folder:&quot;my part&quot;</translation>
    </message>
    <message>
        <source>part of the name, as in name:&quot;my part&quot;</source>
        <translation>名称的一部分，例如 name:&quot;my part&quot;</translation>
    </message>
    <message>
        <source>part of the note, or * for any</source>
        <translation>备注的一部分，或用 * 表示任意备注</translation>
    </message>
    <message>
        <source>part of the path, as in path:&quot;my part&quot;</source>
        <translation>路径的一部分，例如 path:&quot;my part&quot;</translation>
    </message>
    <message>
        <source>scored above 0.3; also &lt;, &gt;=, &lt;=</source>
        <translation>分数高于 0.3；也可用 &lt;、&gt;=、&lt;=</translation>
    </message>
    <message>
        <source>scored from 0.2 to 0.4; either end may be left out</source>
        <translation>分数从 0.2 到 0.4；可省略任一端</translation>
    </message>
    <message>
        <source>scratch is in the name or the folder, in small or capital letters</source>
        <translation>名称或文件夹中包含 scratch，不区分大小写</translation>
    </message>
    <message>
        <source>so is this, with its space; nothing within quotation marks has a meaning of its own</source>
        <translation>同上，含空格；引号内的字符没有特殊含义</translation>
    </message>
    <message>
        <source>the whole name matches; * stands for any characters, ? for one</source>
        <translation>匹配完整名称；* 代表任意字符，? 代表一个字符</translation>
    </message>
    <message>
        <source>this model inspected it last; * for any</source>
        <translation>最后由此模型检测；* 表示任意</translation>
    </message>
    <message>
        <source>this type of defect; * for any</source>
        <translation>此类缺陷；* 表示任意类型</translation>
    </message>
    <message>
        <source>used for training; also validation, test, unassigned</source>
        <translation>用于训练；也可用 validation、test、unassigned</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>yes 或 no</translation>
    </message>
    <message>
        <source>{examples}, or * for any that is known</source>
        <translation>{examples}，或用 * 表示任意已知值</translation>
    </message>
    <message>
        <source>{name} is no name for a project.</source>
        <translation>{name} 不能用作项目名称。</translation>
    </message>
    <message>
        <source>{path} cannot be made: {reason}</source>
        <translation>无法建立 {path}：{reason}</translation>
    </message>
    <message>
        <source>{path} cannot be made: {why}.</source>
        <translation>无法建立 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} cannot be opened.</source>
        <translation>无法打开 {path}。</translation>
    </message>
    <message>
        <source>{path} cannot be read or written: the disk reports an error.</source>
        <translation>无法读写 {path}：磁盘报告错误。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {why}.</source>
        <translation>无法读取 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}.</source>
        <translation>无法写入 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>{path} holds a database, but it is no project of this program.</source>
        <translation>{path} 含有数据库，但不是本程序的项目。</translation>
    </message>
    <message>
        <source>{path} is a project already.</source>
        <translation>{path} 已是一个项目。</translation>
    </message>
    <message>
        <source>{path} is being written by another program.</source>
        <translation>其他程序正在写入 {path}。</translation>
    </message>
    <message>
        <source>{path} is damaged at {where}: {error}.</source>
        <translation>{path} 在 {where} 处损坏：{error}。</translation>
    </message>
    <message>
        <source>{path} is damaged.</source>
        <translation>{path} 已损坏。</translation>
    </message>
    <message>
        <source>{path} is damaged: it holds what this program does not write.</source>
        <translation>{path} 已损坏：其中有并非本程序写入的内容。</translation>
    </message>
    <message>
        <source>{path} is damaged: its table {table} lacks {columns}.</source>
        <translation>{path} 已损坏：表 {table} 缺少 {columns}。</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path} 是空的。</translation>
    </message>
    <message>
        <source>{path} is in the project already.</source>
        <translation>{path} 已在项目中。</translation>
    </message>
    <message>
        <source>{path} is locked by another program.</source>
        <translation>{path} 已被其他程序锁定。</translation>
    </message>
    <message>
        <source>{path} is no longer a folder of the project.</source>
        <translation>{path} 已不再是项目的文件夹。</translation>
    </message>
    <message>
        <source>{path} is no project file, or it is damaged.</source>
        <translation>{path} 不是项目文件，或已损坏。</translation>
    </message>
    <message>
        <source>{path} is no project of this program alone: it holds the {kind} {name}.</source>
        <translation>{path} 不只是本程序的项目：其中含有 {kind} {name}。</translation>
    </message>
    <message>
        <source>{path} is no project.</source>
        <translation>{path} 不是项目。</translation>
    </message>
    <message>
        <source>{path} is no review file: it holds something else.</source>
        <translation>{path} 不是复核文件：其中是其他内容。</translation>
    </message>
    <message>
        <source>{path} is no review file: it {reason}.</source>
        <translation>{path} 不是复核文件：{reason}。</translation>
    </message>
    <message>
        <source>{path} is not empty.</source>
        <translation>{path} 不是空的。</translation>
    </message>
    <message>
        <source>{path} is open for reading only.</source>
        <translation>{path} 以只读方式打开。</translation>
    </message>
    <message>
        <source>{path} may not be opened.</source>
        <translation>没有打开 {path} 的权限。</translation>
    </message>
    <message>
        <source>{path} may not be written.</source>
        <translation>没有写入 {path} 的权限。</translation>
    </message>
    <message>
        <source>{path} was made by a newer version of this program (schema {schema}, this one knows {own}).</source>
        <translation>{path} 由本程序的更新版本建立（架构 {schema}，此版本支持 {own}）。</translation>
    </message>
    <message>
        <source>{path} was made by an older version and cannot be brought up to date: {reason}</source>
        <translation>{path} 由旧版本建立，无法更新：{reason}</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of this program (format {version}, this one reads {own}).</source>
        <translation>{path} 由本程序的更新版本写入（格式 {version}，此版本读取 {own}）。</translation>
    </message>
    <message>
        <source>{project} cannot be changed. {reason}</source>
        <translation>无法更改 {project}。{reason}</translation>
    </message>
    <message>
        <source>{words}, or * for all but {unset}</source>
        <translation>{words}，或用 * 表示除 {unset} 之外的全部</translation>
    </message>
    <message>
        <source>{words}, or * for any</source>
        <translation>{words}，或用 * 表示任意</translation>
    </message>
    <message>
        <source>“{term}” has no value behind it.</source>
        <translation>“{term}”后面没有值。</translation>
    </message>
    <message>
        <source>“{word}” in “{term}” ends before it starts.</source>
        <translation>“{term}”中的“{word}”终点小于起点。</translation>
    </message>
    <message>
        <source>“{word}” in “{term}” is not a number.</source>
        <translation>“{term}”中的“{word}”不是数字。</translation>
    </message>
    <message>
        <source>“{word}” in “{term}” is not a size.</source>
        <translation>“{term}”中的“{word}”不是大小。</translation>
    </message>
    <message>
        <source>“{word}” in “{term}” is not one of the values.</source>
        <translation>“{term}”中的“{word}”不是可用的值。</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>&amp;Note</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>All images, not the flagged ones only</source>
        <translation>全部图像，不限于待复核的图像</translation>
    </message>
    <message>
        <source>All reviewed</source>
        <translation>全部已复核</translation>
    </message>
    <message>
        <source>As {model} repairs it. {key}: the original</source>
        <translation>{model} 的修复图。{key}：原图</translation>
    </message>
    <message>
        <source>Both say {decision} of every image, so chance cannot be told from agreement.</source>
        <translation>两人对每张图像都判为 {decision}，因此无法区分一致与偶然。</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>画笔大小（像素）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa</source>
        <translation>Cohen kappa 系数</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa: 1 = always, 0 = no more than by chance.</source>
        <translation>Cohen kappa 系数：1 = 完全一致，0 = 与偶然一致无异。</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>Counting masks</source>
        <translation>正在统计掩膜</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Decisions are kept in a project. Open one, inspect its images, and those with the verdict Review or NG wait here to be confirmed or corrected.</source>
        <translation>复核结论保存在项目中。打开项目并检测其图像，判定为 Review 或 NG 的图像会在此等待确认或修正。</translation>
    </message>
    <message>
        <source>Decisions are signed with this name. Each person has a queue of their own</source>
        <translation>复核结论以此姓名署名。每人有各自的队列</translation>
    </message>
    <message>
        <source>Decisions so far</source>
        <translation>已有结论</translation>
    </message>
    <message>
        <source>Diameter of brush and eraser in pixels of the image ([ and ])</source>
        <translation>画笔和橡皮擦的直径，以图像像素计（[ 和 ]）</translation>
    </message>
    <message>
        <source>Esc or Ctrl+Enter goes back to the picture</source>
        <translation>按 Esc 或 Ctrl+回车键返回画面</translation>
    </message>
    <message>
        <source>Every image of the queue has a decision of yours. Let the next training learn from the masks, send the decisions back to the dataset, or write them to a file for another reviewer.</source>
        <translation>队列中的每张图像都已有您的结论。可以让下次训练从掩膜中学习，将结论回传到数据集，或写入文件交给其他复核人。</translation>
    </message>
    <message>
        <source>First reviewer</source>
        <translation>第一复核人</translation>
    </message>
    <message>
        <source>For the next training: {masks}</source>
        <translation>用于下次训练：{masks}</translation>
    </message>
    <message>
        <source>Goes with the decision</source>
        <translation>随结论保存</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images by agreement, lowest first</source>
        <translation>按一致程度排列的图像，最低的在前</translation>
    </message>
    <message>
        <source>Left alone: {kept}.</source>
        <translation>保持不变：{kept}。</translation>
    </message>
    <message>
        <source>Masks to learn from</source>
        <translation>可供学习的掩膜</translation>
    </message>
    <message>
        <source>No image of this project has the verdict Review or NG. Inspect its images with a calibrated model, or review all of them.</source>
        <translation>此项目中没有判定为 Review 或 NG 的图像。请用已校准的模型检测图像，或复核全部图像。</translation>
    </message>
    <message>
        <source>No image was confirmed NG with a mask yet: accept what the model outlined, or draw.</source>
        <translation>还没有图像被确认为 NG 并带有掩膜：请采纳模型给出的轮廓，或自行绘制。</translation>
    </message>
    <message>
        <source>No training image has a mask of the review. {held_back}</source>
        <translation>训练图像均没有来自复核的掩膜。{held_back}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Not inspected yet</source>
        <translation>尚未检测</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>未判</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing is flagged</source>
        <translation>没有待复核的图像</translation>
    </message>
    <message numerus="yes">
        <source>On {n} images reviewers differ: see Reviewers.</source>
        <extracomment>For 1: On {n} image reviewers differ: see Reviewers.</extracomment>
        <translation>
            <numerusform>复核人对 {n} 张图像意见不一：见“复核人”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening {image}</source>
        <translation>正在打开 {image}</translation>
    </message>
    <message>
        <source>Opening {image}…</source>
        <translation>正在打开 {image}…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Reading the queue</source>
        <translation>正在读取队列</translation>
    </message>
    <message>
        <source>Repairing {image}</source>
        <translation>正在修复 {image}</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>正在修复…</translation>
    </message>
    <message>
        <source>Review from {review}, NG from {ng}</source>
        <translation>Review 阈值 {review}，NG 阈值 {ng}</translation>
    </message>
    <message>
        <source>Review what was flagged</source>
        <translation>复核被标出的图像</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Reviewed images</source>
        <translation>已复核的图像</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>复核人</translation>
    </message>
    <message>
        <source>Reviewers</source>
        <translation>复核人</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Second reviewer</source>
        <translation>第二复核人</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>回传</translation>
    </message>
    <message numerus="yes">
        <source>Send {n} images back to the dataset: {changes}.</source>
        <extracomment>For 1: Send {n} image back to the dataset: {changes}.</extracomment>
        <translation>
            <numerusform>将 {n} 张图像回传到数据集：{changes}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody is unsure of the images with masks, or reviewers differ on them.</source>
        <translation>有人对带掩膜的图像存疑，或复核人意见不一。</translation>
    </message>
    <message>
        <source>The cuts of {model} were changed since. Open that model to see what it outlines here</source>
        <translation>此后 {model} 的阈值已更改。打开该模型可查看它在此处给出的轮廓</translation>
    </message>
    <message>
        <source>The model could not inspect it</source>
        <translation>模型无法检测此图像</translation>
    </message>
    <message>
        <source>The model outlined nothing here.</source>
        <translation>模型在此处没有给出轮廓。</translation>
    </message>
    <message>
        <source>The run that trains now goes on without them.</source>
        <translation>正在进行的训练不会使用它们。</translation>
    </message>
    <message>
        <source>There is no image that both decided on.</source>
        <translation>没有两人都给出结论的图像。</translation>
    </message>
    <message>
        <source>There is nothing to send back; left alone: {kept}.</source>
        <translation>没有可回传的内容；保持不变：{kept}。</translation>
    </message>
    <message>
        <source>There is nothing to send back; nobody decided anything yet.</source>
        <translation>没有可回传的内容；还没有人给出结论。</translation>
    </message>
    <message>
        <source>They agree on {agreed} of {total} images.</source>
        <translation>两人在 {total} 张图像中有 {agreed} 张意见一致。</translation>
    </message>
    <message>
        <source>This image cannot be read</source>
        <translation>无法读取此图像</translation>
    </message>
    <message>
        <source>Undo takes it back.</source>
        <translation>可以撤销。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Verdict {verdict}, score {score}</source>
        <translation>判定 {verdict}，分数 {score}</translation>
    </message>
    <message>
        <source>What the model outlined is hidden.</source>
        <translation>模型给出的轮廓已隐藏。</translation>
    </message>
    <message>
        <source>What the model outlined is too small to learn from: mark the defect with a rough stroke.</source>
        <translation>模型勾画的区域太小，无法从中学习：请用粗略的笔画标出缺陷。</translation>
    </message>
    <message>
        <source>What the training draws from these images to validate is not learnt from.</source>
        <translation>训练从这些图像中抽取用于验证的部分不参与学习。</translation>
    </message>
    <message>
        <source>When two people decided on the same images, this compares them. Merge the review file of another person, or enter another name as the reviewer.</source>
        <translation>两人对相同图像给出结论后，可在此比较。请合并他人的复核文件，或输入另一复核人的姓名。</translation>
    </message>
    <message>
        <source>Writing {file}</source>
        <translation>正在写入 {file}</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>and</source>
        <translation>与</translation>
    </message>
    <message>
        <source>by {model}</source>
        <translation>模型：{model}</translation>
    </message>
    <message>
        <source>review of {reviewer}.json</source>
        <translation>{reviewer}的复核结果.json</translation>
    </message>
    <message>
        <source>{accepted} accepted</source>
        <translation>采纳 {accepted} 个</translation>
    </message>
    <message>
        <source>{decision}</source>
        <translation>{decision}</translation>
    </message>
    <message>
        <source>{decision} (undone)</source>
        <translation>{decision}（已撤销）</translation>
    </message>
    <message>
        <source>{decision}, as suggested</source>
        <translation>{decision}，按建议</translation>
    </message>
    <message>
        <source>{decision}, mask taken off</source>
        <translation>{decision}，已去掉掩膜</translation>
    </message>
    <message>
        <source>{decision}, with a mask</source>
        <translation>{decision}，带掩膜</translation>
    </message>
    <message>
        <source>{distance} from the nearer cut</source>
        <translation>距较近阈值 {distance}</translation>
    </message>
    <message>
        <source>{done} of {total} images reviewed</source>
        <translation>已复核 {done} / {total} 张图像</translation>
    </message>
    <message>
        <source>{drawn} drawn</source>
        <translation>手绘 {drawn} 个</translation>
    </message>
    <message>
        <source>{first}: {one}, {second}: {other}</source>
        <translation>{first}：{one}，{second}：{other}</translation>
    </message>
    <message numerus="yes">
        <source>{kinds} are not learnt from, and not moved.</source>
        <extracomment>For 1: {kinds} is not learnt from, and not moved.</extracomment>
        <translation>
            <numerusform>{kinds}不用于学习，也不会移动。</numerusform>
        </translation>
    </message>
    <message>
        <source>{known} were here already.</source>
        <translation>其中 {known} 条已经存在。</translation>
    </message>
    <message>
        <source>{names} and {more} more.</source>
        <translation>{names}，以及另外 {more} 张。</translation>
    </message>
    <message>
        <source>{names}.</source>
        <translation>{names}。</translation>
    </message>
    <message numerus="yes">
        <source>{n} are left alone: somebody is unsure, or reviewers differ.</source>
        <extracomment>For 1: {n} is left alone: somebody is unsure, or reviewers differ.</extracomment>
        <translation>
            <numerusform>{n} 个保持不变：有人存疑，或复核人意见不一。</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} as reviewers differ</source>
        <translation>{n} 张因复核人意见不一</translation>
    </message>
    <message>
        <source>{n} as somebody is unsure</source>
        <translation>{n} 张因有人存疑</translation>
    </message>
    <message numerus="yes">
        <source>{n} as they are so already</source>
        <extracomment>For 1: {n} as it is so already</extracomment>
        <translation>
            <numerusform>{n} 张因已经如此</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} decisions of {reviewer} came in.</source>
        <extracomment>For 1: {n} decision of {reviewer} came in.</extracomment>
        <translation>
            <numerusform>已接收 {reviewer} 的 {n} 条结论。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} decisions of {reviewer} were written to {path}.</source>
        <extracomment>For 1: {n} decision of {reviewer} was written to {path}.</extracomment>
        <translation>
            <numerusform>{reviewer} 的 {n} 条结论已写入 {path}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} get the mask of the review</source>
        <extracomment>For 1: {n} gets the mask of the review</extracomment>
        <translation>
            <numerusform>{n} 张采用复核的掩膜</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images could not be read yet and were left out:</source>
        <extracomment>For 1: {n} image could not be read yet and was left out:</extracomment>
        <translation>
            <numerusform>{n} 张图像尚无法读取，已略过：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images of the file were not found in this project:</source>
        <extracomment>For 1: {n} image of the file was not found in this project:</extracomment>
        <translation>
            <numerusform>文件中有 {n} 张图像在此项目中未找到：</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} in the test split</source>
        <translation>测试集中的 {n} 个</translation>
    </message>
    <message>
        <source>{n} in the validation split</source>
        <translation>验证集中的 {n} 个</translation>
    </message>
    <message>
        <source>{n} labelled defective</source>
        <translation>{n} 张标注为缺陷品</translation>
    </message>
    <message>
        <source>{n} labelled good</source>
        <translation>{n} 张标注为良品</translation>
    </message>
    <message numerus="yes">
        <source>{n} lose their mask</source>
        <extracomment>For 1: {n} loses its mask</extracomment>
        <translation>
            <numerusform>{n} 张去掉掩膜</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} masks: {kinds}.</source>
        <extracomment>For 1: {n} mask: {kinds}.</extracomment>
        <translation>
            <numerusform>{n} 个掩膜：{kinds}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were taken back since.</source>
        <extracomment>For 1: {n} was taken back since.</extracomment>
        <translation>
            <numerusform>其中 {n} 条此后已撤回。</numerusform>
        </translation>
    </message>
    <message>
        <source>{path}
Decided: {decision}</source>
        <translation>{path}
结论：{decision}</translation>
    </message>
    <message>
        <source>κ undefined</source>
        <translation>κ 无定义</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>1 for grey images, 3 for colour</source>
        <translation>灰度图像为 1，彩色为 3</translation>
    </message>
    <message>
        <source>1: grey, 3: colour</source>
        <translation>1：灰度，3：彩色</translation>
    </message>
    <message>
        <source>A critic&apos;s map counts in the score beside the SSIM map, as much as suits the validation images</source>
        <translation>除 SSIM 图外，评判网络的图也计入分数，比重按验证集图像而定</translation>
    </message>
    <message>
        <source>Adam&apos;s initial learning rate</source>
        <translation>Adam 的初始学习率</translation>
    </message>
    <message>
        <source>Adam&apos;s learning rate in the warm-up</source>
        <translation>预热阶段 Adam 的学习率</translation>
    </message>
    <message>
        <source>Adam&apos;s learning rate of D_p in the warm-up, where it is a critic</source>
        <translation>D_p 为评判网络时，预热阶段其 Adam 的学习率</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Adversarial weight</source>
        <translation>对抗权重</translation>
    </message>
    <message>
        <source>Auto measures both on the device and takes the faster</source>
        <translation>自动：在设备上测量两者，取较快者</translation>
    </message>
    <message>
        <source>Averaging</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基础通道数</translation>
    </message>
    <message>
        <source>Bits in 16-bit files</source>
        <translation>16 位文件的有效位数</translation>
    </message>
    <message>
        <source>Bits in use in 16-bit files, for 10/12/14-bit cameras</source>
        <translation>16 位文件中实际使用的位数，用于 10/12/14 位相机</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>残差块数</translation>
    </message>
    <message>
        <source>Bring every picture to one level and contrast, and back after repair</source>
        <translation>将每张图像调整到统一的亮度和对比度，修复后再还原</translation>
    </message>
    <message>
        <source>Channel reduction in the kernel generator</source>
        <translation>卷积核生成器中的通道缩减倍数</translation>
    </message>
    <message>
        <source>Channel reduction inside squeeze-and-excitation</source>
        <translation>压缩与激励模块内的通道缩减倍数</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Channels last</source>
        <translation>通道后置（channels last）</translation>
    </message>
    <message>
        <source>Channels of the first layer</source>
        <translation>第一层的通道数</translation>
    </message>
    <message>
        <source>Channels that share one involution kernel</source>
        <translation>共用一个 involution 核的通道数</translation>
    </message>
    <message>
        <source>Critic</source>
        <translation>评判网络</translation>
    </message>
    <message>
        <source>Critic batch</source>
        <translation>评判网络批量</translation>
    </message>
    <message>
        <source>Critic learning rate</source>
        <translation>评判网络学习率</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪块</translation>
    </message>
    <message>
        <source>Cycle weight</source>
        <translation>循环权重</translation>
    </message>
    <message>
        <source>D_p: the paper&apos;s PatchGAN, or a critic that inspects too and stays in the model file</source>
        <translation>D_p：论文中的 PatchGAN，或一个也参与检测并保留在模型文件中的评判网络</translation>
    </message>
    <message>
        <source>Decay from</source>
        <translation>衰减起点</translation>
    </message>
    <message>
        <source>Decay of the moving mean over steps that is kept of G_n2p and a critic; 0 keeps the last step</source>
        <translation>G_n2p 和评判网络保留各步的滑动平均，此为其衰减系数；0 表示保留最后一步</translation>
    </message>
    <message>
        <source>Decides every random choice of the run</source>
        <translation>决定此次训练的所有随机选择</translation>
    </message>
    <message>
        <source>Defective training pictures whose masks D_p learns from, at most; 0 uses no mask</source>
        <translation>D_p 最多从多少张缺陷品训练图像的掩膜中学习；0 表示不使用掩膜</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Epochs with SSIM loss before L1 takes over (the paper&apos;s k)</source>
        <translation>改用 L1 之前使用 SSIM 损失的轮次数（论文中的 k）</translation>
    </message>
    <message>
        <source>Epochs without better validation figures after which the run stops and keeps its best model; 0: never</source>
        <translation>验证指标连续多少轮次没有改善后停止训练并保留最好的模型；0：从不</translation>
    </message>
    <message>
        <source>Families of synthetic defects that are left out</source>
        <translation>不使用的合成缺陷种类</translation>
    </message>
    <message>
        <source>Further pictures with synthetic defects in a step, for a critic alone</source>
        <translation>每步中仅供评判网络使用的额外合成缺陷图像数</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Identity weight</source>
        <translation>恒等权重</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Involution</source>
        <translation>Involution</translation>
    </message>
    <message>
        <source>Involution before and after the residual blocks</source>
        <translation>在残差块前后使用 involution</translation>
    </message>
    <message>
        <source>Involution group</source>
        <translation>Involution 分组</translation>
    </message>
    <message>
        <source>Involution kernel</source>
        <translation>Involution 核</translation>
    </message>
    <message>
        <source>Involution reduction</source>
        <translation>Involution 缩减</translation>
    </message>
    <message>
        <source>It may have {limit} characters at most.</source>
        <translation>最多可有 {limit} 个字符。</translation>
    </message>
    <message>
        <source>It must be at least {limit}.</source>
        <translation>必须不小于 {limit}。</translation>
    </message>
    <message>
        <source>It must be at most {limit}.</source>
        <translation>必须不大于 {limit}。</translation>
    </message>
    <message>
        <source>It must be less than {limit}.</source>
        <translation>必须小于 {limit}。</translation>
    </message>
    <message>
        <source>It must be more than {limit}.</source>
        <translation>必须大于 {limit}。</translation>
    </message>
    <message>
        <source>It must be one of {limit}.</source>
        <translation>必须是其中之一：{limit}。</translation>
    </message>
    <message>
        <source>It must have {limit} characters at least.</source>
        <translation>至少要有 {limit} 个字符。</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>判别方式</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Layers without Instance Norm</source>
        <translation>不带实例归一化的层</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不使用的种类</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>评判网络学习次数</translation>
    </message>
    <message>
        <source>Longest side repaired in one piece, in pixels</source>
        <translation>可整块修复的最长边，单位为像素</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>边距</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Memory layout; auto: on for CUDA</source>
        <translation>内存布局；自动：CUDA 上启用</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Overlap of tiles in pixels</source>
        <translation>分块的重叠，单位为像素</translation>
    </message>
    <message>
        <source>Passes over the good images in the adversarial phase</source>
        <translation>对抗阶段遍历良品图像的次数</translation>
    </message>
    <message>
        <source>Past fakes kept for each discriminator (image buffer)</source>
        <translation>为每个判别器保留的历史生成图像数（图像缓冲）</translation>
    </message>
    <message>
        <source>Pasted share</source>
        <translation>粘贴比例</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心轮次</translation>
    </message>
    <message>
        <source>Photo weight</source>
        <translation>照片权重</translation>
    </message>
    <message>
        <source>Pictures in a warm-up step</source>
        <translation>预热每步的图像数</translation>
    </message>
    <message>
        <source>Pixels by which the repair network sees beyond the border, mirrored</source>
        <translation>修复网络在边缘之外以镜像方式多看的像素数</translation>
    </message>
    <message>
        <source>Pool size</source>
        <translation>缓冲大小</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Residual blocks in the middle</source>
        <translation>中间的残差块数</translation>
    </message>
    <message>
        <source>Restoration weight</source>
        <translation>还原权重</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>SE 模块</translation>
    </message>
    <message>
        <source>SE reduction</source>
        <translation>SE 缩减</translation>
    </message>
    <message>
        <source>SSIM epochs</source>
        <translation>SSIM 轮次</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>训练安排</translation>
    </message>
    <message>
        <source>Score window</source>
        <translation>分数窗口</translation>
    </message>
    <message>
        <source>Second evidence</source>
        <translation>第二依据</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Share held back untouched for testing, where the dataset has no test split</source>
        <translation>数据集没有测试集时，留作测试、不参与训练的比例</translation>
    </message>
    <message>
        <source>Share of patches, the worst ones, that G_n2p&apos;s adversarial loss averages</source>
        <translation>G_n2p 的对抗损失只对最差的图块取平均，此为其比例</translation>
    </message>
    <message>
        <source>Share of synthetic defects in whose place a real one is put on the good picture, cut out by its mask</source>
        <translation>以真实缺陷代替合成缺陷的比例：按掩膜剪下，放到良品图像上</translation>
    </message>
    <message>
        <source>Share of the epochs after which the rate falls to 0</source>
        <translation>达到总轮次的此比例后，学习率开始降到 0</translation>
    </message>
    <message>
        <source>Share of the training images kept for validation</source>
        <translation>训练图像中留作验证的比例</translation>
    </message>
    <message>
        <source>Side of random crops in the adversarial phase; 0 takes whole pictures</source>
        <translation>对抗阶段随机裁剪块的边长；0 表示使用整张图像</translation>
    </message>
    <message>
        <source>Side of random crops in the warm-up, a multiple of 8</source>
        <translation>预热阶段随机裁剪块的边长，为 8 的倍数</translation>
    </message>
    <message>
        <source>Side of the involution kernel, odd</source>
        <translation>involution 核的边长，为奇数</translation>
    </message>
    <message>
        <source>Side of the window of the anomaly score, in pixels</source>
        <translation>异常分数窗口的边长，单位为像素</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳跃连接</translation>
    </message>
    <message>
        <source>Skip connections between down and up layers</source>
        <translation>下采样层与上采样层之间的跳跃连接</translation>
    </message>
    <message>
        <source>Squeeze-and-excitation blocks</source>
        <translation>压缩与激励模块</translation>
    </message>
    <message>
        <source>Standardise</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>带星号的层</translation>
    </message>
    <message>
        <source>Steps in an epoch; 0 takes every good image once</source>
        <translation>每轮次的步数；0 表示每张良品图像各用一次</translation>
    </message>
    <message>
        <source>Steps in which G_n2p learns to repair synthetic defects</source>
        <translation>G_n2p 学习修复合成缺陷的步数</translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation>每轮次步数</translation>
    </message>
    <message>
        <source>Synthetic weight</source>
        <translation>合成缺陷权重</translation>
    </message>
    <message>
        <source>Teach D_p where synthetic defects lie, in the warm-up and on, so that it points at defects</source>
        <translation>从预热起教 D_p 合成缺陷的位置，使其能指出缺陷</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>The generators paint a difference, which is added to the picture, in place of a picture</source>
        <translation>生成器绘制差值并加到图像上，而不是绘制整幅图像</translation>
    </message>
    <message>
        <source>The repair takes the original&apos;s place only where a critic is more surprised than by good pictures</source>
        <translation>仅在评判器感到意外的程度超过良品图像时，修复图才取代原图</translation>
    </message>
    <message>
        <source>The system; the others are those that the paper compares with</source>
        <translation>所用的系统；其余为论文中用于比较的系统</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Times that a critic learns in a step, each time from other pictures</source>
        <translation>评判网络在一步中学习的次数，每次使用不同的图像</translation>
    </message>
    <message>
        <source>Turn crops by quarters; auto: where the good pictures look the same after a quarter turn</source>
        <translation>将裁剪块旋转 90° 的倍数；自动：仅当良品图像旋转 90° 后看起来相同时</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Warm-up batch</source>
        <translation>预热批量</translation>
    </message>
    <message>
        <source>Warm-up crop</source>
        <translation>预热裁剪块</translation>
    </message>
    <message>
        <source>Warm-up learning rate</source>
        <translation>预热学习率</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Weight of DCGAN&apos;s distance to the good picture, against its adversarial loss</source>
        <translation>DCGAN 与良品图像之间距离的权重，相对于其对抗损失</translation>
    </message>
    <message>
        <source>Weight of G_n2p&apos;s adversarial loss where D_p is a critic</source>
        <translation>D_p 为评判网络时 G_n2p 对抗损失的权重</translation>
    </message>
    <message>
        <source>Weight of the cycle loss</source>
        <translation>循环损失的权重</translation>
    </message>
    <message>
        <source>Weight of the identity loss</source>
        <translation>恒等损失的权重</translation>
    </message>
    <message>
        <source>Weight of the warm-up&apos;s task in the adversarial phase, so that it is not forgotten</source>
        <translation>预热任务在对抗阶段的权重，以免被遗忘</translation>
    </message>
    <message>
        <source>Weight of what a critic learns from the labels of whole photos: that the worst patches of defective ones are defects, those of good ones not</source>
        <translation>评判网络从整张照片的标签中学习的权重：缺陷品照片中最差的图块是缺陷，良品照片中最差的图块不是</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Working height in pixels; none keeps the picture&apos;s own</source>
        <translation>工作高度，单位为像素；不指定则保持图像原有高度</translation>
    </message>
    <message>
        <source>Working width in pixels; none keeps the picture&apos;s own</source>
        <translation>工作宽度，单位为像素；不指定则保持图像原有宽度</translation>
    </message>
    <message>
        <source>Worst share</source>
        <translation>最差比例</translation>
    </message>
    <message>
        <source>a crop must be a multiple of 8 of at least 32 (or 0 for whole pictures)</source>
        <translation>裁剪块必须是 8 的倍数且不小于 32（0 表示整张图像）</translation>
    </message>
    <message>
        <source>a working picture has at most {most} pixels</source>
        <translation>工作图像最多有 {most} 个像素</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>位</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>crack</source>
        <translation>裂纹</translation>
    </message>
    <message>
        <source>critic</source>
        <translation>评判网络</translation>
    </message>
    <message>
        <source>dent</source>
        <translation>凹痕</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>平滑斑</translation>
    </message>
    <message>
        <source>fold</source>
        <translation>折痕</translation>
    </message>
    <message>
        <source>foreign</source>
        <translation>异物</translation>
    </message>
    <message>
        <source>glint</source>
        <translation>反光</translation>
    </message>
    <message>
        <source>hole</source>
        <translation>孔洞</translation>
    </message>
    <message>
        <source>neither epochs nor warm-up steps: there is nothing to train</source>
        <translation>轮次和预热步数均为 0：没有可训练的内容</translation>
    </message>
    <message>
        <source>network and preprocess differ in channels</source>
        <translation>网络与预处理的通道数不同</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>one of the {number} families of synthetic defects must stay</source>
        <translation>{number} 种合成缺陷中至少要保留一种</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>张</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>rough</source>
        <translation>毛糙</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>划痕</translation>
    </message>
    <message>
        <source>share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>sliver</source>
        <translation>碎条</translation>
    </message>
    <message>
        <source>smear</source>
        <translation>抹痕</translation>
    </message>
    <message>
        <source>stain</source>
        <translation>污渍</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>the network {kind} has no warm-up: set warm_up_steps to 0</source>
        <translation>网络 {kind} 没有预热：请将预热步数设为 0</translation>
    </message>
    <message>
        <source>tiles may overlap by half their side at most</source>
        <translation>分块的重叠最多为其边长的一半</translation>
    </message>
    <message>
        <source>width and height are given together or not at all</source>
        <translation>宽度和高度须同时指定，或都不指定</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部按键</translation>
    </message>
    <message numerus="yes">
        <source>All {n} actions that were changed get their first keys back.</source>
        <extracomment>For 1: The action that was changed gets its first keys back.</extracomment>
        <translation>
            <numerusform>已更改的 {n} 个操作将恢复原来的按键。</numerusform>
        </translation>
    </message>
    <message>
        <source>Applies in</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts</source>
        <translation>更改键盘快捷键</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Choose an action above</source>
        <translation>请在上方选择一个操作</translation>
    </message>
    <message>
        <source>Click a field and press the new key. Backspace removes it, Esc leaves it.</source>
        <translation>单击一个框并按下新按键。退格键删除，Esc 保持不变。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Only changed ones</source>
        <translation>仅显示已更改的</translation>
    </message>
    <message>
        <source>Remove: {name}</source>
        <translation>删除：{name}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Reset all…</source>
        <translation>全部重置…</translation>
    </message>
    <message>
        <source>Search by name, menu or key</source>
        <translation>按名称、菜单或按键搜索</translation>
    </message>
    <message>
        <source>Search the actions</source>
        <translation>搜索操作</translation>
    </message>
    <message>
        <source>Second key</source>
        <translation>第二按键</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>改用</translation>
    </message>
    <message>
        <source>The keys that it comes with</source>
        <translation>恢复默认按键</translation>
    </message>
    <message>
        <source>Third key</source>
        <translation>第三按键</translation>
    </message>
    <message>
        <source>every view</source>
        <translation>所有视图</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{action}: {tip}</source>
        <translation>{action}：{tip}</translation>
    </message>
    <message>
        <source>{keys} (changed)</source>
        <translation>{keys}（已更改）</translation>
    </message>
    <message>
        <source>{key} belongs to {actions}, which would lose it.</source>
        <translation>{key} 已属于{actions}，改用后后者将失去它。</translation>
    </message>
    <message>
        <source>{key} is used by lists, buttons and pictures while they have the focus, and will not always reach this action.</source>
        <translation>列表、按钮和画面获得焦点时会使用 {key}，因此该按键不一定能触发此操作。</translation>
    </message>
    <message>
        <source>{key} was given to {actions}.</source>
        <translation>{key} 已分配给{actions}。</translation>
    </message>
    <message>
        <source>“{action}” ({menu})</source>
        <translation>“{action}”（{menu}）</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Assign splits to {images} (seed {seed})</source>
        <translation>为 {images}应用划分（种子 {seed}）</translation>
    </message>
    <message>
        <source>Change a mask</source>
        <translation>更改掩膜</translation>
    </message>
    <message>
        <source>Change a note</source>
        <translation>更改备注</translation>
    </message>
    <message>
        <source>Change the areas of an image</source>
        <translation>更改图像的区域</translation>
    </message>
    <message>
        <source>Change the areas of the project</source>
        <translation>更改项目的区域</translation>
    </message>
    <message>
        <source>Confirm {name} {decision}</source>
        <translation>将 {name} 确认为 {decision}</translation>
    </message>
    <message>
        <source>Import {images}</source>
        <translation>导入 {images}</translation>
    </message>
    <message>
        <source>Label {images} {label}</source>
        <translation>将 {images}标为{label}</translation>
    </message>
    <message>
        <source>Mark {images} not reviewed</source>
        <translation>将 {images}标为未复核</translation>
    </message>
    <message>
        <source>Mark {images} reviewed</source>
        <translation>将 {images}标为已复核</translation>
    </message>
    <message>
        <source>Merge the review of {who}: {decisions}</source>
        <translation>合并 {who} 的复核：{decisions}</translation>
    </message>
    <message>
        <source>Move {images} to {split}</source>
        <translation>将 {images}移到{split}</translation>
    </message>
    <message>
        <source>Relink {images}</source>
        <translation>重新关联 {images}</translation>
    </message>
    <message>
        <source>Remove a mask</source>
        <translation>删除掩膜</translation>
    </message>
    <message>
        <source>Remove {images}</source>
        <translation>移除 {images}</translation>
    </message>
    <message>
        <source>Send the review of {images} back</source>
        <translation>回传 {images}的复核结论</translation>
    </message>
    <message>
        <source>Tag {images} {tags}</source>
        <translation>为 {images}设置标签 {tags}</translation>
    </message>
    <message>
        <source>Take the mask off {images}</source>
        <translation>去掉 {images}的掩膜</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>存疑</translation>
    </message>
    <message numerus="yes">
        <source>{n} decisions</source>
        <extracomment>For 1: {n} decision</extracomment>
        <translation>
            <numerusform>{n} 条结论</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images</source>
        <extracomment>For 1: {n} image</extracomment>
        <translation>
            <numerusform>{n} 张图像</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Train</name>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message numerus="yes">
        <source>1 of {n} defective training images has a mask.</source>
        <extracomment>For 1: 1 of {n} defective training image has a mask.</extracomment>
        <translation>
            <numerusform>{n} 张缺陷品训练图像中有 1 张带掩膜。</numerusform>
        </translation>
    </message>
    <message>
        <source>A name cannot begin or end with a space or a dot.</source>
        <translation>名称不能以空格或句点开头或结尾。</translation>
    </message>
    <message>
        <source>A name cannot have {sign} in it.</source>
        <translation>名称中不能含有 {sign}。</translation>
    </message>
    <message>
        <source>A name has at most {most} characters.</source>
        <translation>名称最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>A project keeps the images that a model learns from, its runs and its models. Open one, or make one and drop folders of images on the Dataset view.</source>
        <translation>项目保存模型所学习的图像、各次训练以及模型。请打开一个项目，或新建一个，并将图像文件夹拖放到“数据集”视图。</translation>
    </message>
    <message>
        <source>AUROC {before} → {after} with {masks}; validation, {images}, against {run} with {fewer}.</source>
        <translation>使用 {masks}时 AUROC {before} → {after}；验证集 {images}，对比 {run}（{fewer}）。</translation>
    </message>
    <message>
        <source>Add good images, and some defective ones if there are any, in the Dataset view.</source>
        <translation>请在“数据集”视图中添加良品图像，如有缺陷品图像也请添加一些。</translation>
    </message>
    <message>
        <source>Adversarial</source>
        <translation>对抗训练</translation>
    </message>
    <message>
        <source>After the warm-up</source>
        <translation>预热后</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>All settings back to the preset&apos;s values</source>
        <translation>将全部设置恢复为预设的值</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>全部步数</translation>
    </message>
    <message>
        <source>Asking the GPU</source>
        <translation>正在查询 GPU</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to all pictures (Esc)</source>
        <translation>返回全部画面 (Esc)</translation>
    </message>
    <message>
        <source>Back to the preset&apos;s value: {value}</source>
        <translation>恢复为预设的值：{value}</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message numerus="yes">
        <source>Best so far {place}; no improvement for {n} epochs</source>
        <extracomment>For 1: Best so far {place}; no improvement for {n} epoch</extracomment>
        <translation>
            <numerusform>目前最好的结果{place}；已有 {n} 个轮次没有改善</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Best so far {place}; no improvement for {waited} of {n} epochs</source>
        <extracomment>For 1: Best so far {place}; no improvement for {waited} of {n} epoch</extracomment>
        <translation>
            <numerusform>目前最好的结果{place}；已有 {waited} 个轮次没有改善（上限 {n} 个）</numerusform>
        </translation>
    </message>
    <message>
        <source>Both figures are against synthetic defects.</source>
        <translation>两个指标都是针对合成缺陷的。</translation>
    </message>
    <message>
        <source>Calibrate it</source>
        <translation>校准此模型</translation>
    </message>
    <message>
        <source>Calibrating</source>
        <translation>正在校准</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>Click or Esc: back</source>
        <translation>单击或 Esc：返回</translation>
    </message>
    <message>
        <source>Click: large</source>
        <translation>单击：放大</translation>
    </message>
    <message>
        <source>Click: show or hide</source>
        <translation>单击：显示或隐藏</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Comparing runs</source>
        <translation>正在比较各次训练</translation>
    </message>
    <message>
        <source>Copied: {command}</source>
        <translation>已复制：{command}</translation>
    </message>
    <message>
        <source>Critic</source>
        <translation>评判网络</translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>D defective</source>
        <translation>D 缺陷品</translation>
    </message>
    <message>
        <source>D good</source>
        <translation>D 良品</translation>
    </message>
    <message>
        <source>Delete the folder in the file manager.</source>
        <translation>请在文件管理器中删除此文件夹。</translation>
    </message>
    <message>
        <source>Deleting {name}</source>
        <translation>正在删除 {name}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Discard this run? Its checkpoint, log and models are deleted.</source>
        <translation>要放弃此次训练吗？其检查点、日志和模型都将被删除。</translation>
    </message>
    <message>
        <source>Do not close</source>
        <translation>不关闭</translation>
    </message>
    <message>
        <source>Does the texture suit the method? Compact networks, a few epochs.</source>
        <translation>这种纹理适合此方法吗？紧凑网络，少量轮次。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>End now and discard the run; asks first</source>
        <translation>立即结束并放弃此次训练；会先询问</translation>
    </message>
    <message>
        <source>End now and keep the best model so far</source>
        <translation>立即结束并保留目前最好的模型</translation>
    </message>
    <message>
        <source>Epoch of the pictures</source>
        <translation>画面所属轮次</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>第 {epoch} 轮次</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>轮次 {epoch}/{epochs}</translation>
    </message>
    <message>
        <source>Exponential mean over the drawn points; the faint band shows what it hides</source>
        <translation>对所绘各点取指数平均；浅色带显示被平滑掉的部分</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Fewer than two good images validate: add good images in the Dataset view, or raise the share for validation in All settings.</source>
        <translation>用于验证的良品图像不足两张：请在“数据集”视图中添加良品图像，或在“全部设置”中提高验证集的比例。</translation>
    </message>
    <message>
        <source>Fewer than two of those are defective: synthetic defects stand in.</source>
        <translation>其中缺陷品不足两张：以合成缺陷代替。</translation>
    </message>
    <message>
        <source>Fewer train too, with less certain results.</source>
        <translation>数量较少也能训练，但结果不那么可靠。</translation>
    </message>
    <message>
        <source>First figures; the next epoch shows where it goes</source>
        <translation>首次指标；下一轮次将显示走向</translation>
    </message>
    <message>
        <source>Fixed validation images</source>
        <translation>固定的验证集图像</translation>
    </message>
    <message>
        <source>Follow newest</source>
        <translation>跟随最新</translation>
    </message>
    <message>
        <source>For daily use without a GPU: compact networks at full resolution.</source>
        <translation>无 GPU 的日常使用：全分辨率的紧凑网络。</translation>
    </message>
    <message>
        <source>G defect</source>
        <translation>G 缺陷</translation>
    </message>
    <message>
        <source>G repair</source>
        <translation>G 修复</translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation>GPU 负载</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU 显存</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>前往“复核”</translation>
    </message>
    <message>
        <source>Good and defective are hardly told apart yet (AUROC {auroc})</source>
        <translation>良品与缺陷品目前几乎无法区分（AUROC {auroc}）</translation>
    </message>
    <message>
        <source>Good-repair MSE</source>
        <translation>良品修复 MSE</translation>
    </message>
    <message>
        <source>Good-repair MSE (right axis)</source>
        <translation>良品修复 MSE（右轴）</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <source>Ignore outliers</source>
        <translation>忽略离群值</translation>
    </message>
    <message>
        <source>Images/s</source>
        <translation>图像/s</translation>
    </message>
    <message>
        <source>Inspect with it</source>
        <translation>用于检测</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>It can be resumed.</source>
        <translation>可以继续此次训练。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Keep training in the background</source>
        <translation>在后台继续训练</translation>
    </message>
    <message>
        <source>Large picture</source>
        <translation>放大的画面</translation>
    </message>
    <message>
        <source>Last {steps}</source>
        <translation>最近 {steps} 步</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>Learn from &amp;them, at most</source>
        <translation>从中学习，最多(&amp;T)</translation>
    </message>
    <message>
        <source>Left, Right: an epoch back or on. Home, End: the first and the newest</source>
        <translation>左、右方向键：后退或前进一个轮次。Home、End：最早和最新</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>对数轴</translation>
    </message>
    <message>
        <source>Logarithmic axis of the losses</source>
        <translation>损失使用对数轴</translation>
    </message>
    <message>
        <source>Looking at the runs</source>
        <translation>正在查看各次训练</translation>
    </message>
    <message>
        <source>Looking for pictures</source>
        <translation>正在查找画面</translation>
    </message>
    <message>
        <source>Loss curves</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Masks on images that are drawn to validate are not learnt from.</source>
        <translation>被抽取用于验证的图像上的掩膜不参与学习。</translation>
    </message>
    <message>
        <source>Masks to learn from, at most</source>
        <translation>最多学习的掩膜数</translation>
    </message>
    <message>
        <source>Measuring the speed of this machine</source>
        <translation>正在测量本机速度</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>此次训练的名称</translation>
    </message>
    <message>
        <source>No defective training image has a mask. A few would show where defects are: in Review, one key accepts what a model outlined, and a rough stroke corrects it.</source>
        <translation>没有带掩膜的缺陷品训练图像。只需几个掩膜就能指明缺陷的位置：在“复核”中，按一个键即可采纳模型勾出的轮廓，粗略画一笔即可修正。</translation>
    </message>
    <message>
        <source>No epoch yet</source>
        <translation>尚无轮次</translation>
    </message>
    <message>
        <source>No file manager could be opened for {folder}.</source>
        <translation>无法为 {folder} 打开文件管理器。</translation>
    </message>
    <message>
        <source>No images to train on yet</source>
        <translation>尚无可训练的图像</translation>
    </message>
    <message>
        <source>No runs yet. What is trained here stays in this list.</source>
        <translation>尚无训练。在此进行的训练会保留在此列表中。</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>没有含有这些词的设置。</translation>
    </message>
    <message>
        <source>Of more, so many are taken</source>
        <translation>若有更多，只取这么多</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Other settings differ too.</source>
        <translation>其他设置也不同。</translation>
    </message>
    <message>
        <source>Outside masks</source>
        <translation>掩膜之外</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>Per epoch</source>
        <translation>每轮次</translation>
    </message>
    <message>
        <source>Per step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Point at an epoch to read its figures.</source>
        <translation>指向某个轮次即可读取其指标。</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Preparing {name}</source>
        <translation>正在准备 {name}</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset {name}</source>
        <translation>预设“{name}”</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Probe images</source>
        <translation>监看图像</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>此次训练的进度</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速试看</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>正在读取画面</translation>
    </message>
    <message>
        <source>Reading the log</source>
        <translation>正在读取日志</translation>
    </message>
    <message>
        <source>Reading the logs</source>
        <translation>正在读取日志</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复图</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Reset all ({total})</source>
        <translation>全部恢复（{total} 项）</translation>
    </message>
    <message>
        <source>Restoration</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>SSIM map</source>
        <translation>SSIM 图</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Setting up a run</source>
        <translation>设置一次训练</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show each new epoch as soon as it is there</source>
        <translation>新轮次一出现就显示</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>显示此次训练</translation>
    </message>
    <message>
        <source>Show the run that trains</source>
        <translation>显示正在进行的训练</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>Smoothing in percent</source>
        <translation>平滑程度（百分比）</translation>
    </message>
    <message>
        <source>Smoothing {percent} %</source>
        <translation>平滑 {percent} %</translation>
    </message>
    <message>
        <source>Some settings do not go together: see All settings.</source>
        <translation>有些设置互相不符：请查看“全部设置”。</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Stay open</source>
        <translation>保持打开</translation>
    </message>
    <message>
        <source>Still improving</source>
        <translation>仍在改善</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Stop and keep the model</source>
        <translation>停止并保留模型</translation>
    </message>
    <message>
        <source>Stopped and kept</source>
        <translation>已停止并保留</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopping. The window closes when the model is written.</source>
        <translation>正在停止。模型写入后窗口将关闭。</translation>
    </message>
    <message>
        <source>Synthetic</source>
        <translation>合成缺陷</translation>
    </message>
    <message>
        <source>The axis ends where 98 % of the points do; single spikes may leave the plot</source>
        <translation>坐标轴只到 98 % 的点为止；个别尖峰可能超出图外</translation>
    </message>
    <message>
        <source>The figures appear after the first epoch.</source>
        <translation>首个轮次之后将显示指标。</translation>
    </message>
    <message>
        <source>The paper&apos;s own networks and schedule, at 256 × 256 pixels. Best with a GPU.</source>
        <translation>论文自身的网络和训练安排，256 × 256 像素。最好有 GPU。</translation>
    </message>
    <message>
        <source>The pictures appear after the first epoch.</source>
        <translation>首个轮次之后将显示画面。</translation>
    </message>
    <message>
        <source>The repair still changes good pictures by {levels} grey levels: too early to judge</source>
        <translation>修复仍使良品图像改变 {levels} 个灰度级：现在判断为时过早</translation>
    </message>
    <message>
        <source>The run could not begin: {error}.</source>
        <translation>训练无法开始：{error}。</translation>
    </message>
    <message>
        <source>The run ended without a word.</source>
        <translation>训练已结束，但未给出任何信息。</translation>
    </message>
    <message>
        <source>The run needs a name.</source>
        <translation>请为此次训练命名。</translation>
    </message>
    <message>
        <source>The training is shown where the defects are, instead of having to find out</source>
        <translation>直接告诉训练缺陷在哪里，而不必自己去找</translation>
    </message>
    <message>
        <source>The window closes by itself when the training is done.</source>
        <translation>训练完成后窗口将自动关闭。</translation>
    </message>
    <message>
        <source>There are no good images to train on.</source>
        <translation>没有可供训练的良品图像。</translation>
    </message>
    <message>
        <source>There are too few good images to train on: add or label some in the Dataset view.</source>
        <translation>可供训练的良品图像太少：请在“数据集”视图中添加或标注一些。</translation>
    </message>
    <message>
        <source>There is a run {name} already.</source>
        <translation>已有名为 {name} 的训练。</translation>
    </message>
    <message>
        <source>There is no defective image to train on, and the paper&apos;s method needs some: choose Quick look or Standard, whose warm-up learns from good images alone.</source>
        <translation>没有可供训练的缺陷品图像，而论文的方法需要一些：请选择“快速试看”或“标准”，其预热只需良品图像。</translation>
    </message>
    <message>
        <source>They are not used: D_p is the paper&apos;s here, and only a critic learns from masks (All settings, Networks).</source>
        <translation>它们未被使用：此处 D_p 为论文中的判别器，只有评判网络才从掩膜中学习（全部设置，网络）。</translation>
    </message>
    <message>
        <source>This is what it says of the validation images.</source>
        <translation>以下是它对验证集图像的结果。</translation>
    </message>
    <message>
        <source>This network learns from all of them, and from nothing else.</source>
        <translation>此网络从全部掩膜中学习，且仅从掩膜中学习。</translation>
    </message>
    <message>
        <source>This network learns from good images alone.</source>
        <translation>此网络仅从良品图像中学习。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Train a model on your images</source>
        <translation>用您的图像训练模型</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training {name}</source>
        <translation>正在训练 {name}</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Validation figures by epoch</source>
        <translation>各轮次的验证指标</translation>
    </message>
    <message>
        <source>Waiting in the queue</source>
        <translation>在队列中等待</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>What differs between the runs</source>
        <translation>各次训练之间的差异</translation>
    </message>
    <message>
        <source>What the masks bring</source>
        <translation>掩膜带来的效果</translation>
    </message>
    <message>
        <source>What the masks bring cannot be told: no finished run of this project has fewer than {masks}.</source>
        <translation>无法得知掩膜带来的效果：此项目中没有掩膜少于 {masks} 个的已完成训练。</translation>
    </message>
    <message>
        <source>What the masks bring cannot be told: {run}, the latest run with fewer, validated on other images.</source>
        <translation>无法得知掩膜带来的效果：掩膜较少的最近一次训练 {run} 使用了其他验证集图像。</translation>
    </message>
    <message>
        <source>Which steps are shown</source>
        <translation>显示哪些步</translation>
    </message>
    <message>
        <source>With defects</source>
        <translation>加缺陷图</translation>
    </message>
    <message>
        <source>Without defective images only the warm-up is trained, with synthetic defects.</source>
        <translation>没有缺陷品图像时，只用合成缺陷进行预热训练。</translation>
    </message>
    <message>
        <source>Writing to {project}</source>
        <translation>正在写入 {project}</translation>
    </message>
    <message>
        <source>a good image with the defects that the other generator adds</source>
        <translation>由另一生成器添加了缺陷的良品图像</translation>
    </message>
    <message>
        <source>a run is training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>about {time}, measured on this machine</source>
        <translation>约 {time}，在本机测得</translation>
    </message>
    <message>
        <source>adversarial loss of the generator that makes defects (good to defective)</source>
        <translation>制造缺陷的生成器（良品到缺陷品）的对抗损失</translation>
    </message>
    <message>
        <source>adversarial loss of the generator that repairs (defective to good)</source>
        <translation>进行修复的生成器（缺陷品到良品）的对抗损失</translation>
    </message>
    <message>
        <source>after the warm-up</source>
        <translation>出现在预热后</translation>
    </message>
    <message>
        <source>against synthetic defects</source>
        <translation>针对合成缺陷</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>as the network sees it</source>
        <translation>网络所看到的样子</translation>
    </message>
    <message>
        <source>at epoch {epoch}</source>
        <translation>出现在第 {epoch} 轮次</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>目前最好</translation>
    </message>
    <message>
        <source>best: {epoch}</source>
        <translation>最佳：{epoch}</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>cancelling</source>
        <translation>正在取消</translation>
    </message>
    <message>
        <source>change of a defective picture where its mask says it is good</source>
        <translation>缺陷品图像中掩膜标为良好之处的改变</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>difference after both generators in turn (SSIM loss, then L1)</source>
        <translation>依次经过两个生成器后的差异（先为 SSIM 损失，后为 L1）</translation>
    </message>
    <message>
        <source>difference between the good picture and DCGAN&apos;s restoration of it</source>
        <translation>良品图像与 DCGAN 对其还原结果之间的差异</translation>
    </message>
    <message>
        <source>difference between the marked defects and the masks</source>
        <translation>所标记的缺陷与掩膜之间的差异</translation>
    </message>
    <message>
        <source>difference where a generator should change nothing</source>
        <translation>生成器本不应改变任何内容时的差异</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>finding synthetic defects patch by patch</source>
        <translation>逐图块查找合成缺陷</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>good-repair MSE {mse}</source>
        <translation>良品修复 MSE {mse}</translation>
    </message>
    <message>
        <source>in another window or on the command line</source>
        <translation>在另一窗口或命令行中</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>loss of the discriminator that judges defective pictures</source>
        <translation>判断缺陷品图像的判别器的损失</translation>
    </message>
    <message>
        <source>loss of the discriminator that judges good pictures</source>
        <translation>判断良品图像的判别器的损失</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>no mask</source>
        <translation>无掩膜</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not measured: {reason}</source>
        <translation>未测量：{reason}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>repair of synthetic defects before the adversarial game</source>
        <translation>对抗训练之前对合成缺陷的修复</translation>
    </message>
    <message>
        <source>repair of synthetic defects beside the adversarial game</source>
        <translation>对抗训练的同时对合成缺陷的修复</translation>
    </message>
    <message>
        <source>something went wrong</source>
        <translation>出现问题</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>步 {step}/{steps}</translation>
    </message>
    <message>
        <source>stopped, kept</source>
        <translation>已停止，已保留</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>synthetic defects {share} left</source>
        <translation>合成缺陷剩余 {share}</translation>
    </message>
    <message>
        <source>telling whole defective photos from good ones by their worst patches</source>
        <translation>根据最差的图块区分整张的缺陷品照片和良品照片</translation>
    </message>
    <message>
        <source>the program or the computer stopped; it can go on</source>
        <translation>程序或计算机曾停止；可以继续训练</translation>
    </message>
    <message>
        <source>training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>training, {time} left</source>
        <translation>正在训练，剩余 {time}</translation>
    </message>
    <message>
        <source>trains elsewhere</source>
        <translation>正在别处训练</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>waits, {place}.</source>
        <translation>排队第 {place} 位</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>what the generator makes of it</source>
        <translation>生成器给出的结果</translation>
    </message>
    <message>
        <source>where the repair differs: bright is changed</source>
        <translation>修复图的不同之处：亮处有改变</translation>
    </message>
    <message>
        <source>{auroc} (SSIM map alone {alone})</source>
        <translation>{auroc}（仅 SSIM 图为 {alone}）</translation>
    </message>
    <message>
        <source>{curve}: show or hide the curve</source>
        <translation>{curve}：显示或隐藏曲线</translation>
    </message>
    <message>
        <source>{epoch} has no pictures.</source>
        <translation>{epoch}没有画面。</translation>
    </message>
    <message>
        <source>{folder} could not be moved to the trash.</source>
        <translation>无法将 {folder} 移到回收站。</translation>
    </message>
    <message>
        <source>{good} good and {defective} defective images to train on; the paper had {paper_good} and {paper_defective}.</source>
        <translation>可供训练的有 {good} 张良品图像和 {defective} 张缺陷品图像；论文中分别为 {paper_good} 张和 {paper_defective} 张。</translation>
    </message>
    <message>
        <source>{group}, {count}</source>
        <translation>{group}，{count}</translation>
    </message>
    <message>
        <source>{group}: {setting}</source>
        <translation>{group}：{setting}</translation>
    </message>
    <message>
        <source>{names} and more</source>
        <translation>{names} 等</translation>
    </message>
    <message numerus="yes">
        <source>{names} were interrupted, and can go on from the last checkpoint.</source>
        <extracomment>For 1: {names} was interrupted, and can go on from the last checkpoint.</extracomment>
        <translation>
            <numerusform>{names} 曾被中断，可从最后一个检查点继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is a name that Windows keeps for itself.</source>
        <translation>{name} 是 Windows 的保留名称。</translation>
    </message>
    <message>
        <source>{name} is trained.</source>
        <translation>{name} 已训练完成。</translation>
    </message>
    <message numerus="yes">
        <source>{name} is training, and {n} more runs wait.</source>
        <extracomment>For 1: {name} is training, and {n} more run waits.</extracomment>
        <translation>
            <numerusform>{name} 正在训练，另有 {n} 次训练在等待。</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is training.</source>
        <translation>{name} 正在训练。</translation>
    </message>
    <message>
        <source>{name} waits in the queue.</source>
        <translation>{name} 已加入队列等待。</translation>
    </message>
    <message>
        <source>{name} was moved to the trash.</source>
        <translation>已将 {name} 移到回收站。</translation>
    </message>
    <message>
        <source>{name} was stopped, and its best model is kept.</source>
        <translation>{name} 已停止，并保留了最好的模型。</translation>
    </message>
    <message>
        <source>{name}: {message}</source>
        <translation>{name}：{message}</translation>
    </message>
    <message>
        <source>{number} changed</source>
        <translation>已更改 {number} 项</translation>
    </message>
    <message numerus="yes">
        <source>{n} images</source>
        <extracomment>For 1: {n} image</extracomment>
        <translation>
            <numerusform>{n} 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} images validate.</source>
        <extracomment>For 1: {n} image validates.</extracomment>
        <translation>
            <numerusform>{n} 张图像用于验证。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} masks</source>
        <extracomment>For 1: {n} mask</extracomment>
        <translation>
            <numerusform>{n} 个掩膜</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} runs compared</source>
        <extracomment>For 1: {n} run compared</extracomment>
        <translation>
            <numerusform>比较 {n} 次训练</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} unlabelled images are not used.</source>
        <extracomment>For 1: {n} unlabelled image is not used.</extracomment>
        <translation>
            <numerusform>{n} 张未标注的图像未被使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>{picture} of {file}</source>
        <translation>{file} 的{picture}</translation>
    </message>
    <message>
        <source>{setting}, changed</source>
        <translation>{setting}，已更改</translation>
    </message>
    <message>
        <source>{setting}: back to the preset&apos;s value: {value}</source>
        <translation>{setting}：恢复为预设的值：{value}</translation>
    </message>
    <message>
        <source>{setting}: given</source>
        <translation>{setting}：指定</translation>
    </message>
    <message>
        <source>{share} of them are drawn to validate.</source>
        <translation>从中抽取 {share} 用于验证。</translation>
    </message>
    <message numerus="yes">
        <source>{there} of {n} defective training images have a mask.</source>
        <extracomment>For 1: {there} of {n} defective training image have a mask.</extracomment>
        <translation>
            <numerusform>{n} 张缺陷品训练图像中有 {there} 张带掩膜。</numerusform>
        </translation>
    </message>
    <message>
        <source>{used} of {total} GiB</source>
        <translation>{used}/{total} GiB</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>&apos;{name}&apos; is not a preset.</source>
        <translation>“{name}”不是预设。</translation>
    </message>
    <message>
        <source>A training is running in {folder}.</source>
        <translation>{folder} 中正在进行训练。</translation>
    </message>
    <message>
        <source>Add good pictures, or raise --validation.</source>
        <translation>请添加良品图像，或提高 --validation。</translation>
    </message>
    <message>
        <source>Bring them back as they were, or start a new run to learn from the new ones.</source>
        <translation>请恢复原来的掩膜，或开始新的训练以学习新的掩膜。</translation>
    </message>
    <message>
        <source>Bring them back as they were, or start a new run.</source>
        <translation>请将其恢复原样，或开始新的训练。</translation>
    </message>
    <message>
        <source>Changed: {names}.</source>
        <translation>已更改：{names}。</translation>
    </message>
    <message>
        <source>Draw one, or train another network.</source>
        <translation>请绘制一个，或训练其他网络。</translation>
    </message>
    <message>
        <source>Each side needs at least {least} pixels.</source>
        <translation>每边至少需要 {least} 个像素。</translation>
    </message>
    <message>
        <source>Fewer than 2 good pictures of {folder} are left for validation.</source>
        <translation>{folder} 中留作验证的良品图像不足 2 张。</translation>
    </message>
    <message>
        <source>Go on under torchrun with {before} processes in all.</source>
        <translation>请在 torchrun 下以共 {before} 个进程继续。</translation>
    </message>
    <message>
        <source>Go on with --resume --device cpu, or start a new run with a smaller --crop, --base 32 or --warm-up-batch 1.</source>
        <translation>请用 --resume --device cpu 继续，或用更小的 --crop、--base 32 或 --warm-up-batch 1 开始新的训练。</translation>
    </message>
    <message>
        <source>Go on with --resume, or choose another folder.</source>
        <translation>请用 --resume 继续，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Go on with --resume.</source>
        <translation>请用 --resume 继续。</translation>
    </message>
    <message>
        <source>Go on without torchrun.</source>
        <translation>请不用 torchrun 继续。</translation>
    </message>
    <message>
        <source>Labelled otherwise: {names}.</source>
        <translation>标注已改变：{names}。</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another folder.</source>
        <translation>请在磁盘上腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Make room on the disk, then go on with --resume.</source>
        <translation>请在磁盘上腾出空间，然后用 --resume 继续。</translation>
    </message>
    <message>
        <source>Missing: {names}.</source>
        <translation>缺失：{names}。</translation>
    </message>
    <message>
        <source>New, or in another split: {names}.</source>
        <translation>新增或划分已改变：{names}。</translation>
    </message>
    <message>
        <source>No image in {folder} has a label to learn from.</source>
        <translation>{folder} 中没有带标签的图像可供学习。</translation>
    </message>
    <message>
        <source>Put good ones into a folder good and defective ones into a folder defective, and give their parent.</source>
        <translation>请将良品图像放入文件夹 good，将缺陷图像放入文件夹 defective，并给出它们的上级文件夹。</translation>
    </message>
    <message>
        <source>Restart the program, and the computer if that does not help; then resume the run (--resume), on the CPU if need be (--device cpu). It is kept as of its last checkpoint.</source>
        <translation>请重新启动程序，如仍无效则重新启动计算机；然后继续此次训练（--resume），必要时在 CPU 上进行（--device cpu）。训练已保留到最后一个检查点。</translation>
    </message>
    <message>
        <source>See isugan train --help.</source>
        <translation>请参阅 isugan train --help。</translation>
    </message>
    <message>
        <source>Setting {where}: {what}.</source>
        <translation>设置 {where}：{what}。</translation>
    </message>
    <message>
        <source>Start a new run in another folder.</source>
        <translation>请在其他文件夹中开始新的训练。</translation>
    </message>
    <message>
        <source>Start it again without --resume, in another folder.</source>
        <translation>请在其他文件夹中不用 --resume 重新开始。</translation>
    </message>
    <message>
        <source>Start the run without --resume.</source>
        <translation>请不用 --resume 开始训练。</translation>
    </message>
    <message>
        <source>The GPU does not answer any more: {error}.</source>
        <translation>GPU 不再响应：{error}。</translation>
    </message>
    <message>
        <source>The checkpoint cannot be written: {error}. Make the folder writable, then resume.</source>
        <translation>无法写入检查点：{error}。请将文件夹设为可写，然后继续。</translation>
    </message>
    <message>
        <source>The device ran out of memory.</source>
        <translation>设备内存不足。</translation>
    </message>
    <message>
        <source>The disk is full: the checkpoint cannot be written. Make room, then resume.</source>
        <translation>磁盘已满：无法写入检查点。请腾出空间，然后继续。</translation>
    </message>
    <message>
        <source>The disk is full: the model cannot be written. Make room, then resume.</source>
        <translation>磁盘已满：无法写入模型。请腾出空间，然后继续。</translation>
    </message>
    <message>
        <source>The images in {folder}, or their areas, are not those that the run in {run} began with.</source>
        <translation>{folder} 中的图像或其区域与 {run} 中的训练开始时不同。</translation>
    </message>
    <message>
        <source>The loss {loss} is no longer a finite number at step {step} of the {phase} phase.</source>
        <translation>{phase} 阶段第 {step} 步的损失 {loss} 不再是有限数。</translation>
    </message>
    <message>
        <source>The mask of {path} marks nothing at the working size.</source>
        <translation>{path} 的掩膜在工作尺寸下没有标记任何内容。</translation>
    </message>
    <message>
        <source>The masks of the training images are not those that the run in {run} began with.</source>
        <translation>训练图像的掩膜与 {run} 中的训练开始时不同。</translation>
    </message>
    <message>
        <source>The model cannot be written: {error}. Make the folder writable, then resume.</source>
        <translation>无法写入模型：{error}。请将文件夹设为可写，然后继续。</translation>
    </message>
    <message>
        <source>The network {kind} is taught by masks; use --network isu-gan, which needs none.</source>
        <translation>网络 {kind} 需用掩膜训练；请使用不需要掩膜的 --network isu-gan。</translation>
    </message>
    <message>
        <source>The paper trained with 100 good and 50 defective ones. Check the folder with isugan check.</source>
        <translation>论文使用了 100 张良品和 50 张缺陷品图像进行训练。请用 isugan check 检查文件夹。</translation>
    </message>
    <message>
        <source>The paper&apos;s method learns from good and defective ones; use --preset standard, whose warm-up needs good ones only.</source>
        <translation>论文的方法从良品和缺陷品图像中学习；请使用 --preset standard，其预热只需良品图像。</translation>
    </message>
    <message>
        <source>The pictures do not fit into memory ({number} of them; {done} took {used} GiB).</source>
        <translation>图像无法全部放入内存（共 {number} 张；{done} 张已占用 {used} GiB）。</translation>
    </message>
    <message>
        <source>The run cannot be resumed from {path}: {why}.</source>
        <translation>无法从 {path} 继续训练：{why}。</translation>
    </message>
    <message>
        <source>The run ended with an unexpected error: {error}.</source>
        <translation>训练因意外错误而结束：{error}。</translation>
    </message>
    <message numerus="yes">
        <source>The run in {out} was begun with {n} processes, not with {now}.</source>
        <extracomment>For 1: The run in {out} was begun with one process, not with {now}.</extracomment>
        <translation>
            <numerusform>{out} 中的训练是以 {n} 个进程开始的，而不是 {now} 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>The run is kept as of its last checkpoint: resume it (--resume), or start one with a lower --learning-rate.</source>
        <translation>训练已保留到最后一个检查点：请继续（--resume），或用更低的 --learning-rate 开始新的训练。</translation>
    </message>
    <message>
        <source>The run&apos;s files in {out} cannot be written: {error}.</source>
        <translation>无法写入 {out} 中的训练文件：{error}。</translation>
    </message>
    <message>
        <source>The run&apos;s settings cannot be read from {path}: {error}.</source>
        <translation>无法从 {path} 读取训练的设置：{error}。</translation>
    </message>
    <message numerus="yes">
        <source>There are {n} readable good training pictures in {folder}; at least 2 are needed.</source>
        <extracomment>For 1: There is {n} readable good training picture in {folder}; at least 2 are needed.</extracomment>
        <translation>
            <numerusform>{folder} 中有 {n} 张可读取的良品训练图像；至少需要 2 张。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no checkpoint in {out}.</source>
        <translation>{out} 中没有检查点。</translation>
    </message>
    <message>
        <source>There is no defective training picture in {folder}.</source>
        <translation>{folder} 中没有缺陷品训练图像。</translation>
    </message>
    <message>
        <source>There is no defective training picture with a mask in {folder}.</source>
        <translation>{folder} 中没有带掩膜的缺陷品训练图像。</translation>
    </message>
    <message>
        <source>There is no setting {name}.</source>
        <translation>没有名为 {name} 的设置。</translation>
    </message>
    <message>
        <source>Train on fewer pictures, or set a smaller --size.</source>
        <translation>请用较少的图像训练，或设置更小的 --size。</translation>
    </message>
    <message>
        <source>Use one of {names}.</source>
        <translation>请使用其中之一：{names}。</translation>
    </message>
    <message>
        <source>Wait for its end, or choose another folder.</source>
        <translation>请等待其结束，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>With other areas: {names}.</source>
        <translation>区域不同：{names}。</translation>
    </message>
    <message>
        <source>it is no checkpoint of this program</source>
        <translation>它不是本程序的检查点</translation>
    </message>
    <message>
        <source>it was made by a newer version of this program</source>
        <translation>它由本程序的较新版本生成</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 及另外 {more} 个</translation>
    </message>
    <message>
        <source>{out} already holds a run.</source>
        <translation>{out} 中已有训练。</translation>
    </message>
    <message>
        <source>{path} has no mask.</source>
        <translation>{path} 没有掩膜。</translation>
    </message>
    <message>
        <source>{path} is too small to train on ({width} x {height} pixels).</source>
        <translation>{path} 太小，无法用于训练（{width} x {height} 像素）。</translation>
    </message>
    <message>
        <source>{problem} Left out: {image}</source>
        <translation>{problem}未采用：{image}</translation>
    </message>
</context>
<context>
    <name>Verdicts</name>
    <message>
        <source>NG</source>
        <translation>NG</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>待检测</translation>
    </message>
    <message>
        <source>Uncalibrated</source>
        <translation>未校准</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>存疑</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>About ISU-GAN Inspector</source>
        <translation>关于 ISU-GAN Inspector</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>添加图像</translation>
    </message>
    <message>
        <source>Add to the project:
label and train</source>
        <translation>添加到项目：
标注并训练</translation>
    </message>
    <message>
        <source>After Guo, Zhong et al.: Using ISU-GAN for unsupervised small sample defect detection. Scientific Reports, 2022.</source>
        <translation>依据 Guo、Zhong 等：Using ISU-GAN for unsupervised small sample defect detection。Scientific Reports，2022。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Cancel: {job}</source>
        <translation>取消：{job}</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Close the window and open it again when it suits you.</source>
        <translation>请在方便时关闭窗口并重新打开。</translation>
    </message>
    <message>
        <source>Closing {project}</source>
        <translation>正在关闭 {project}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Copy {path} into a folder of your own and open the copy.</source>
        <translation>请将 {path} 复制到您自己的文件夹中，然后打开副本。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Drop to open</source>
        <translation>松开鼠标即可打开</translation>
    </message>
    <message>
        <source>Export decisions</source>
        <translation>导出复核结论</translation>
    </message>
    <message>
        <source>GPL-3.0, which the LGPL refers to</source>
        <translation>GPL-3.0（LGPL 所引用）</translation>
    </message>
    <message>
        <source>Going back</source>
        <translation>正在还原</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Inspect a folder…</source>
        <translation>检测文件夹…</translation>
    </message>
    <message>
        <source>Inspect:
list them and look for defects</source>
        <translation>检测：
列出图像并查找缺陷</translation>
    </message>
    <message>
        <source>Learns what a good surface looks like, repairs a suspect photo and shows what it repaired.</source>
        <translation>学习良品表面的样子，修复可疑照片，并显示修复了哪些地方。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Looking for the images</source>
        <translation>正在查找图像</translation>
    </message>
    <message>
        <source>Looking up the history</source>
        <translation>正在查询历史记录</translation>
    </message>
    <message>
        <source>Made {time}</source>
        <translation>建立于 {time}</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Make room or give yourself permission there; the file is as it was.</source>
        <translation>请腾出空间或为自己授予该处的权限；文件保持原样。</translation>
    </message>
    <message>
        <source>Merge a review file</source>
        <translation>合并复核文件</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>正在使用的模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>No folder open</source>
        <translation>未打开文件夹</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>未加载模型</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>未打开项目</translation>
    </message>
    <message>
        <source>Not calibrated: scores without verdicts</source>
        <translation>未校准：有分数，无判定</translation>
    </message>
    <message>
        <source>Note: {warning}</source>
        <translation>注意：{warning}</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>暂无。</translation>
    </message>
    <message>
        <source>Only one model can be open: {name} is used.</source>
        <translation>只能打开一个模型：使用 {name}。</translation>
    </message>
    <message>
        <source>Only one project can be open: {name} is used.</source>
        <translation>只能打开一个项目：使用 {name}。</translation>
    </message>
    <message>
        <source>Open demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>打开图像</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open {path}</source>
        <translation>打开 {path}</translation>
    </message>
    <message>
        <source>Opening {project}</source>
        <translation>正在打开 {project}</translation>
    </message>
    <message>
        <source>Or drop a project, a model file, images or folders anywhere in this window.</source>
        <translation>也可以将项目、模型文件、图像或文件夹拖放到此窗口的任意位置。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Progress of: {job}</source>
        <translation>进度：{job}</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Qt and PySide6 (LGPL-3.0)</source>
        <translation>Qt 与 PySide6 (LGPL-3.0)</translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Review files</source>
        <translation>复核文件</translation>
    </message>
    <message>
        <source>Review from {review}, NG from {ng} ({policy})</source>
        <translation>Review 从 {review} 起，NG 从 {ng} 起（{policy}）</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Something went wrong: {error}.</source>
        <translation>出现问题：{error}。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>技术细节</translation>
    </message>
    <message>
        <source>The demo model belongs to the program and is not changed.</source>
        <translation>演示模型属于本程序，不会更改。</translation>
    </message>
    <message>
        <source>The device that the model runs on</source>
        <translation>运行模型的设备</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>语言将在下次启动时更改。</translation>
    </message>
    <message>
        <source>This program (MIT)</source>
        <translation>本程序 (MIT)</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Under the MIT licence. Uses Qt {qt} and PySide6 {pyside} under the LGPL-3.0; Licences has the texts, what else is inside, and how Qt can be replaced by another build of it.</source>
        <translation>采用 MIT 许可证。按 LGPL-3.0 使用 Qt {qt} 和 PySide6 {pyside}；许可证文本、所含的其他软件，以及如何换用另行构建的 Qt，见“许可证”。</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Values under the cursor</source>
        <translation>光标处的数值</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>What is open stays as it is. If it happens again, report it with the details.</source>
        <translation>已打开的内容保持不变。如果再次出现，请附上详细信息报告。</translation>
    </message>
    <message>
        <source>and {hidden} more</source>
        <translation>另有 {hidden} 项</translation>
    </message>
    <message>
        <source>has a mask</source>
        <translation>有掩膜</translation>
    </message>
    <message>
        <source>no split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>分数 {score}</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>val</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{first} and {more} more</source>
        <translation>{first} 及另外 {more} 个</translation>
    </message>
    <message>
        <source>{folder} ({chosen} chosen)</source>
        <translation>{folder}（已选 {chosen} 个）</translation>
    </message>
    <message>
        <source>{job}: stopping…</source>
        <translation>{job}：正在停止…</translation>
    </message>
    <message>
        <source>{message} ({times} times)</source>
        <translation>{message}（{times} 次）</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks of a dataset were left out.</source>
        <extracomment>For 1: {n} mask of a dataset was left out.</extracomment>
        <translation>
            <numerusform>已略过数据集中的 {n} 个掩膜。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows were written to {out}.</source>
        <extracomment>For 1: {n} row was written to {out}.</extracomment>
        <translation>
            <numerusform>已将 {n} 行写入 {out}。</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}.</source>
        <translation>无法写入 {path}：{error}。</translation>
    </message>
    <message>
        <source>{path} could not be shown ({error}).</source>
        <translation>无法显示 {path}（{error}）。</translation>
    </message>
    <message>
        <source>{path} was calibrated by another program meanwhile.</source>
        <translation>{path} 在此期间已由其他程序校准。</translation>
    </message>
    <message>
        <source>{place} of {number}</source>
        <translation>第 {place} 张，共 {number} 张</translation>
    </message>
    <message>
        <source>{project} (read-only)</source>
        <translation>{project}（只读）</translation>
    </message>
    <message>
        <source>{project} is open for reading only.</source>
        <translation>{project} 以只读方式打开。</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{view} view</source>
        <translation>“{view}”视图</translation>
    </message>
    <message>
        <source>{waiting} more</source>
        <translation>还有 {waiting} 条</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{first} and {second}</source>
        <translation>{first}和{second}</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} 或 {second}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{words}.</source>
        <translation>{words}。</translation>
    </message>
</context>
</TS>
