"""What a user can do wrong or meet, as classes named by their cause.

An error carries values, not sentences: the text is looked up by `key` in the reader's
language (`analytics/i18n/*.toml`, section `error`), and `exit_code` is what the command
line returns. Codes: 2 usage, 10-19 snapshots, 20-29 input files, 30-39 questions, 40-49 machine.
"""


class UserError(Exception):
    """A mistake or a state that a user can mend; never shown as a traceback."""

    key = "error.unknown"
    exit_code = 1

    def __init__(self, **values):
        self.values = values
        super().__init__(f"{self.key} {values}" if values else self.key)


class SnapshotMissing(UserError):
    """Nothing was built yet: `python manage.py build` makes a snapshot."""

    key = "error.snapshot_missing"
    exit_code = 10


class SnapshotSchema(UserError):
    """The snapshot under the pointer was made by another version of the product. Values: path, found, expected."""

    key = "error.snapshot_schema"
    exit_code = 11


class SnapshotCorrupt(UserError):
    """The file under the pointer is no readable snapshot. Values: path, reason."""

    key = "error.snapshot_corrupt"
    exit_code = 12


class SnapshotGone(SnapshotCorrupt):
    """The pointer names a file that is not there. Values: path."""

    key = "error.snapshot_gone"
    exit_code = 15


class BuildRefused(UserError):
    """A check of level error failed, so nothing was published. Values: n, findings (list of Finding)."""

    key = "error.build_refused"
    exit_code = 13


class AcceptedFaulty(BuildRefused):
    """Files that count are read otherwise by this version of the program and have errors now: nothing was published,
    so that none of their rows is lost unseen. Values: files (names), n, findings (list of Finding).
    """

    key = "error.accepted_faulty"
    exit_code = 16


class BuildBusy(UserError):
    """Another build is running in the same data folder. Values: path."""

    key = "error.build_busy"
    exit_code = 14


class FileNotFound(UserError):
    """Values: path."""

    key = "error.file_not_found"
    exit_code = 20


class FolderGiven(FileNotFound):
    """A folder where a file was asked for. Values: path."""

    key = "error.folder_given"
    exit_code = 23


class FormatUnknown(UserError):
    """No known format has the columns of this file. Values: file, found, expected."""

    key = "error.format_unknown"
    exit_code = 21


class EncodingUnknown(FormatUnknown):
    """A CSV that is not UTF-8: Excel's "Unicode Text", or an old code page. Values: file."""

    key = "error.encoding_unknown"
    exit_code = 24


class WorkbookUnreadable(FormatUnknown):
    """Named .xlsx and no workbook that can be opened: an old .xls, locked by a password, or torn. Values: file."""

    key = "error.workbook_unreadable"
    exit_code = 25


class ImportRefused(UserError):
    """The file has faults; it is kept in the inbox, nothing of it is counted. Values: file, n, findings."""

    key = "error.import_refused"
    exit_code = 22


class FileNotReceived(UserError):
    """No file of that name was ever received. Values: name, counting (the names of the department's own that count)."""

    key = "error.file_not_received"
    exit_code = 26


class FileShipped(UserError):
    """A file that ships with the product cannot be withdrawn. Values: name."""

    key = "error.file_shipped"
    exit_code = 27


class FileNotCounted(UserError):
    """The file was received but does not count: nothing to withdraw. Values: name, status."""

    key = "error.file_not_counted"
    exit_code = 28


class FileAmbiguous(UserError):
    """Several files that count go by that name. Values: name, choices (mark and day of each)."""

    key = "error.file_ambiguous"
    exit_code = 29


class UnknownValue(UserError):
    """A code that does not exist. Values: field, value, n (how many exist), known (all of a short list), close ((code, name), …: the nearest), place (whose list it is)."""

    key = "error.unknown_value"
    exit_code = 30


class FolderReadOnly(UserError):
    """The data folder cannot be written to. Values: path."""

    key = "error.folder_read_only"
    exit_code = 40


class PortInUse(UserError):
    """Another program listens there. Values: port."""

    key = "error.port_in_use"
    exit_code = 41


class DiskFull(UserError):
    """No room to write. Values: path; needed and free, in whole megabytes."""

    key = "error.disk_full"
    exit_code = 42


class FolderGone(UserError):
    """The data folder cannot be reached: its drive or network is gone, or the right to read it. Values: path."""

    key = "error.folder_gone"
    exit_code = 43


class FolderOccupied(UserError):
    """Simulated data are asked for in a folder that holds something else. Values: path."""

    key = "error.folder_occupied"
    exit_code = 45


class LocksMissing(UserError):
    """The file system of the data folder knows no locks, so two builds could not be told apart. Values: path."""

    key = "error.locks_missing"
    exit_code = 44
