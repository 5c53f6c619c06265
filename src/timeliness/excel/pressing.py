"""One press of a button: the workbook it came from, and what most buttons do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlwings import Book

from timeliness.batch import latest_complete_month
from timeliness.errors import OutputError
from timeliness.excel.answers import DONE, Answer, information
from timeliness.excel.busy import Tell
from timeliness.excel.council_here import CouncilHere, council_here
from timeliness.excel.placed_sheets import place_sheets
from timeliness.excel.private_folder import private_folder
from timeliness.excel.selected_lists import lists_to_report
from timeliness.excel.surroundings import Surroundings
from timeliness.measuring import Measurement
from timeliness.periods import Period
from timeliness.summarising import measure_council
from timeliness.words import listed
from timeliness.workbooks.placing import Made, NameInBook


@dataclass(frozen=True)
class Press:
    """One press of a button.

    Attributes:
        book: the workbook from which it was pressed.
        around: what there is beyond the workbook.
        tell: says in the status bar what is being done.
    """

    book: Book
    around: Surroundings
    tell: Tell

    def here(self) -> CouncilHere:
        """Find the settings that hold for the workbook.

        Raises:
            SettingsError: the settings that there are cannot be understood.
        """
        return council_here(self.book, self.around.council_file)

    def measured(self, here: CouncilHere) -> Measurement:
        """Measure the lists that a month is reported from.

        Raises:
            SettingsError: nothing says whose figures they are.
            UnusableInputError: there is no list, or one cannot be read.
            NoLimitError: an assessment was completed on a day without a limit.
        """
        council = here.known
        self.tell("reading the case lists")
        lists = lists_to_report(self.book, here)
        self.tell("counting working days")
        return measure_council(council, lists.case_list, self.around.today)

    def month(self, here: CouncilHere, measurement: Measurement) -> Period:
        """Give the month to report: the settings', else the last one of the lists that was over.

        Raises:
            PeriodError: the lists hold no completed assessment.
        """
        return here.month or latest_complete_month(measurement, self.around.today)

    def show(self, path: Path) -> Answer:
        """Open a workbook that was made, or bring it to the front where it is open already.

        Raises:
            OutputError: Excel did not open it; it is made all the same.
        """
        try:
            self.book.app.books.open(path).api.Activate()
        except Exception:  # noqa: BLE001  (each engine of xlwings refuses in its own way)
            raise OutputError(
                f"The workbook was made, but Excel did not open it: close any other workbook named "
                f"{path.name}, then open {path}"
            ) from None
        return DONE

    def place(self, made: Made, build: Callable[[NameInBook], bytes]) -> Answer:
        """Put sheets into the workbook; say what else there is to know.

        Raises:
            OutputError: the workbook does not take them; it is as it was.
        """
        self.tell("putting the sheets into the workbook")
        with private_folder(self.around.temporary) as folder:
            placed = place_sheets(self.book, made, build, folder)
        if not placed.kept:
            return DONE
        were = "it was" if len(placed.kept) == 1 else "they were"
        return information(
            f"Formulas, names or charts of yours refer to {_quoted(placed.kept)}, so {were} kept "
            f"as before. New in the workbook: {_quoted(placed.names)}."
        )


def _quoted(names: Sequence[str]) -> str:
    return listed([f'"{name}"' for name in names])
