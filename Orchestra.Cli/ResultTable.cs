namespace Orchestra.Cli;

/// <summary>Rows of text under headings.</summary>
internal sealed class ResultTable(params string[] columns)
{
    private const string Gap = "  ";

    private readonly List<IReadOnlyList<string>> _rows = [];

    public IReadOnlyList<string> Columns { get; } = columns;

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    public void Add(params IReadOnlyList<string?> cells) => _rows.Add([.. cells.Select(cell => cell ?? "")]);

    /// <summary>Columns padded with spaces: for pipes, files and logs.</summary>
    public void WritePlain(TextWriter output)
    {
        var widths = Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Length).Max()).ToList();
        foreach (var row in Rows.Prepend(Columns))
        {
            output.WriteLine(string.Concat(row.Select((cell, i) => cell.PadRight(widths[i]) + Gap)).TrimEnd());
        }
    }
}
