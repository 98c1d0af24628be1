"""The style sheet: only what the palette cannot say.

`$names` are the fields of `theme.Theme`, and `$icons` the folder of the icons.

Labels and tips show texts as they are: a file's name, a defect type or a note may look like markup, and Qt would fetch
the pictures that it names, from shares too. A label of the program's own markup has the property `markup`.
"""

from __future__ import annotations

from string import Template

STYLE = Template("""
QLabel, QToolTip { qproperty-textFormat: PlainText; }
QLabel[markup="true"] { qproperty-textFormat: RichText; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

#rail { background: $base; border-right: 1px solid $border; }
#rail QToolButton { border: 0; border-left: 3px solid transparent; padding: 8px 2px 6px 0; color: $muted; }
#rail QToolButton:hover { background: $hover; color: $text; }
#rail QToolButton:focus { border: 1px dashed $accent; border-left: 3px solid transparent; }
#rail QToolButton:checked:focus { border-left-color: $accent; }
#rail QToolButton:checked { border-left-color: $accent; background: $hover; color: $text; font-weight: 600; }

#topBar { background: $window; border-bottom: 1px solid $border; }
#topBar QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 8px; color: $text; }
#topBar QToolButton:hover, #topBar QToolButton:focus { background: $hover; border-color: $border; }

#toolStrip { background: $window; border-bottom: 1px solid $border; }
#toolStrip QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 7px; }
#toolStrip QToolButton:hover, #toolStrip QToolButton:focus { background: $hover; border-color: $border; }
#toolStrip QToolButton:checked { background: $selection; border-color: $accent; }

QPushButton { padding: 6px 14px; border: 1px solid $border; border-radius: 5px; background: $raised; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton[primary="true"], QToolButton[primary="true"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; border-radius: 5px; font-weight: 600;
}
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus { border: 2px solid $text; }
#toolStrip QToolButton[primary="true"]:hover { background: $accent; }
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled,
#toolStrip QToolButton[primary="true"]:disabled {
    background: $window; color: $muted; border-color: $border;
}

QPushButton[small="true"] { padding: 3px 8px; }

QToolButton[chip="true"] {
    border: 1px solid $border; border-radius: 10px; padding: 2px 8px; background: $base; color: $text;
}
QToolButton[chip="true"]:hover, QToolButton[chip="true"]:focus { border-color: $accent; }
QToolButton[chip="true"]:checked { background: $selection; border-color: $accent; font-weight: 600; }
QToolButton[flat="true"] { border: 0; padding: 3px; border-radius: 4px; }
QToolButton[flat="true"]:hover, QToolButton[flat="true"]:focus { background: $hover; }

#counterBar { background: $window; }
QToolButton[counter="true"] {
    border: 1px solid $border; border-radius: 6px; padding: 4px 14px; background: $base; color: $text;
}
QToolButton[counter="true"]:hover, QToolButton[counter="true"]:focus { border-color: $accent; }
QToolButton[counter="true"]:checked { background: $selection; border-color: $accent; }
#onlyBar { background: $banner_info; border-bottom: 1px solid $border; }
#preview { background: $canvas; border: 1px solid $border; border-radius: 4px; color: $muted; }
#searchHelp, #palette { background: $raised; border: 1px solid $border; }
QLineEdit, QPlainTextEdit { border: 1px solid $border; border-radius: 4px; background: $base; padding: 3px 6px; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }

QPushButton#presetCard { text-align: left; padding: 0; border-radius: 6px; background: $base; }
QPushButton#presetCard:hover { border-color: $accent; }
QPushButton#presetCard:checked { background: $selection; border-color: $accent; }
QPushButton#presetCard:focus { border: 2px solid $accent; }
QPushButton#sectionToggle { text-align: left; border: 1px solid transparent; padding: 6px 4px; font-weight: 600; }
QPushButton#sectionToggle { background: transparent; }
QPushButton#sectionToggle:hover { background: $hover; }
QPushButton#sectionToggle:focus { border-color: $accent; }

QLabel[role="title"] { font-size: 20pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="badge"] {
    background: $banner_warning; border: 1px solid $border; border-radius: 5px; padding: 0 5px;
}
QLabel[role="key"] {
    font-family: monospace; padding: 1px 7px;
    background: $base; border: 1px solid $border; border-radius: 4px;
}

#pane { background: $canvas; border: 1px solid $border; }
#paneHeader { background: $window; border-bottom: 1px solid $border; }

QComboBox, QAbstractSpinBox {
    border: 1px solid $border; border-radius: 4px; background: $base;
    min-height: 1.6em; max-height: 1.6em;
}
QComboBox { padding: 0 6px; combobox-popup: 0; }
QComboBox:focus, QAbstractSpinBox:focus { border-color: $accent; }
QComboBox:disabled, QAbstractSpinBox:disabled { background: $window; }
QComboBox QAbstractItemView {
    background: $raised; color: $text; border: 1px solid $border; outline: 0;
    selection-background-color: $selection; selection-color: $text;
}
QComboBox QAbstractItemView::item { padding: 3px 6px; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow { image: url("$icons/down.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$icons/up.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$icons/down.svg"); width: 10px; height: 10px; }

QCheckBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid $muted; border-radius: 3px; background: $base;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/check-$name.svg");
}
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox::indicator:disabled { border-color: $border; background: $window; }

QTreeView, QTableView { border: 0; background: $base; selection-background-color: $selection; selection-color: $text; }
QTreeView::item, QTableView::item { padding: 3px 2px; }
QTreeView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QTreeView::item:hover:!selected, QTableView::item:hover:!selected { background: $hover; }
QTableCornerButton::section { background: $window; border: 0; border-bottom: 1px solid $border; }
QHeaderView::section {
    background: $window; color: $muted; border: 0; border-bottom: 1px solid $border; padding: 4px 5px;
}

#countTile { background: $base; border: 1px solid $border; border-radius: 6px; }
QLabel[role="number"] { font-size: 18pt; font-weight: 600; }
#countTile QLabel[none="true"] { color: $muted; font-weight: 400; }
#decisionBar { background: $window; border-top: 1px solid $border; }
QPushButton[decision="true"] {
    border: 1px solid $border; border-radius: 6px; padding: 8px 10px; background: $base; font-weight: 600;
}
QPushButton[decision="true"]:hover, QPushButton[decision="true"]:focus { border-color: $accent; }
QPushButton[decision="true"][decided="true"] { background: $selection; border-color: $accent; }
#importFrame { border: 1px solid $border; border-radius: 4px; }
QListView#importPictures { background: $window; }
#preflightSummary { font-size: 13pt; font-weight: 600; }
#findingCard { background: $base; border: 1px solid $border; border-radius: 6px; }
#thinLine { background: $border; border: 0; }
#questionBar { background: $banner_info; border-bottom: 1px solid $border; }
#confirmBox, #staleNote { background: $banner_warning; border: 1px solid $border; border-radius: 5px; }
#staleNote { padding: 6px 8px; }

#banner QPlainTextEdit { font-family: monospace; }
#banner[level="info"] { background: $banner_info; border-bottom: 1px solid $border; }
#banner[level="warning"] { background: $banner_warning; border-bottom: 1px solid $border; }
#banner[level="error"] { background: $banner_error; border-bottom: 1px solid $ng; }

QStatusBar { border-top: 1px solid $border; background: $window; }
QStatusBar::item { border: 0; }
QLabel#readout { font-family: monospace; }
QProgressBar { border: 1px solid $border; border-radius: 4px; background: $base; max-height: 10px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
#dropVeil { background: $veil; border: 3px dashed $border; border-radius: 10px; font-size: 18pt; color: $muted; }
#dropVeil[aimed="true"] { border-color: $accent; color: $text; font-weight: 600; }
""")
