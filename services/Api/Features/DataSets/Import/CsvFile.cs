using System.Text.Json.Nodes;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>Reads CSV: a header, and a row for each data set.</summary>
internal static class CsvFile
{
    public static ImportedFile Read(string text, char? delimiter, bool typeQuoted, ImportFaults faults)
    {
        var separator = delimiter ?? CsvReader.DelimiterOf(text);
        var reader = new CsvReader(text, separator);
        var first = reader.Next();
        while (first is { IsBlank: true })
        {
            first = reader.Next();
        }

        if (first is null)
        {
            faults.Add("the file is empty: the first line names the columns");
        }

        if (first is null || CsvHeader.Read(first, faults) is not { } header)
        {
            return new ImportedFile(ImportFormat.Csv, separator, [], []);
        }

        var rows = new List<ImportedRow>();
        var number = 0;
        while (reader.Next() is { } record)
        {
            if (record.IsBlank)
            {
                continue;
            }

            if (++number > ImportLimits.MaxRows)
            {
                faults.Add($"the file has more than {ImportLimits.MaxRows} rows: split it", record.Line);
                break;
            }

            if (RowOf(record, number, header, typeQuoted, faults) is { } data)
            {
                rows.Add(new ImportedRow(number, record.Line, data));
            }
        }

        if (number == 0)
        {
            faults.Add("the file has a header and no rows");
        }

        return new ImportedFile(ImportFormat.Csv, separator, header.Names, rows);
    }

    private static JsonObject? RowOf(CsvRecord record, int number, CsvHeader header, bool typeQuoted, ImportFaults faults)
    {
        var before = faults.Count;
        if (record.Fault is { } fault)
        {
            faults.Add(number, record.Line, fault.Cell < header.Names.Count ? header.Names[fault.Cell] : null, fault.Message);
        }
        else if (record.Count != header.Names.Count)
        {
            faults.Add(number, record.Line, null, $"it has {record.Count} cells, the header has {header.Names.Count}");
        }

        var data = new JsonObject();
        for (var i = 0; i < Math.Min(record.Cells.Count, header.Names.Count); i++)
        {
            var cell = record.Cells[i];
            if (cell.Text.Length > ImportLimits.MaxCellLength)
            {
                faults.Add(number, record.Line, header.Names[i], $"it is longer than {ImportLimits.MaxCellLength} characters");
            }
            else if (CellValue.TryRead(cell, typeQuoted, out var value, out var wrong))
            {
                header.Put(data, i, value);
            }
            else if (wrong is not null)
            {
                faults.Add(number, record.Line, header.Names[i], wrong);
            }
        }

        return faults.Count == before ? data : null;
    }
}
