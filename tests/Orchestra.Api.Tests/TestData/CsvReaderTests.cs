using Orchestra.Api.Features.DataSets.Import;

namespace Orchestra.Api.Tests.TestData;

/// <summary>RFC 4180, and what files in the wild do beside it.</summary>
internal sealed class CsvReaderTests
{
    [TestCase("a,b\r\nc,d\r\n", "a|b / c|d", TestName = "Records end with CRLF")]
    [TestCase("a,b\nc,d", "a|b / c|d", TestName = "Records end with LF and the last with nothing")]
    [TestCase("a,b\rc,d\r", "a|b / c|d", TestName = "Records end with CR")]
    [TestCase("a,\n,b\n", "a| / |b", TestName = "Cells are empty at both ends")]
    [TestCase("\"a\",\"b\"\n", "'a'|'b'", TestName = "Quotes go")]
    [TestCase("\"a,b\",c\n", "'a,b'|c", TestName = "A delimiter is quoted")]
    [TestCase("\"a\r\nb\",c\n", "'a\r\nb'|c", TestName = "A line break is quoted and stays as it is")]
    [TestCase("\"a \"\"b\"\" c\"\n", "'a \"b\" c'", TestName = "A doubled quote is one")]
    [TestCase("\"\",\"\"\"\"\n", "''|'\"'", TestName = "Nothing and one quote in quotes")]
    [TestCase(" a , b \n", " a | b ", TestName = "Spaces are part of a cell")]
    [TestCase("=1+1,@x,+2,-3\n", "=1+1|@x|+2|-3", TestName = "What a spreadsheet would run is data")]
    [TestCase("a\n\nb\n", "a /  / b", TestName = "An empty line is a record with an empty cell")]
    public void A_text_is_split_into_records(string text, string expected)
    {
        Assert.That(Shown(Read(text, ',')), Is.EqualTo(expected));
        Assert.That(Read(text, ',').Select(record => record.Fault), Has.All.Null);
    }

    [TestCase("a,b;c,d\n1;2", ',')]
    [TestCase("a;b;c,d\n", ';')]
    [TestCase("a\tb,c\td\n", '\t')]
    [TestCase("\"a;b;c\",d\n", ',')]
    [TestCase("\r\n\r\na;b\n", ';')]
    [TestCase("alone\n1,2;3;4;5\n", ';')]
    [TestCase("", ',')]
    public void The_delimiter_is_told_from_the_header(string text, char expected) =>
        Assert.That(CsvReader.DelimiterOf(text), Is.EqualTo(expected));

    [TestCase("a,b\n1,x\"y\n", 2, 1, "a quote stands inside the cell")]
    [TestCase("a,b\n\"1\" ,2\n", 2, 0, "something follows the closing quote")]
    [TestCase("a,b\n1,\"2\n3,4\n", 2, 1, "the quote that opens in line 2 is never closed")]
    public void What_breaks_the_format_is_told_with_its_line_and_cell(string text, int line, int cell, string says)
    {
        var broken = Read(text, ',').First(record => record.Fault is not null);

        Assert.That((broken.Line, broken.Fault!.Value.Cell), Is.EqualTo((line, cell)));
        Assert.That(broken.Fault.Value.Message, Does.StartWith(says));
    }

    [Test]
    public void Lines_are_counted_through_quoted_line_breaks()
    {
        var records = Read("a\n\"1\r\n2\n3\"\r\nlast\n", ',');

        Assert.That(records.Select(record => record.Line), Is.EqualTo((int[])[1, 2, 5]));
    }

    [TestCase("1", "1")]
    [TestCase("-0.50", "-0.50")]
    [TestCase("1e3", "1e3")]
    [TestCase("4111111111111111111111", "4111111111111111111111")]
    [TestCase("true", "true")]
    [TestCase("FALSE", "false")]
    [TestCase("null", "null")]
    [TestCase("007", "\"007\"")]
    [TestCase("+5", "\"+5\"")]
    [TestCase("1,5", "\"1,5\"")]
    [TestCase("1.", "\"1.\"")]
    [TestCase(" 1", "\" 1\"")]
    [TestCase("1\n", "\"1\\n\"")]
    [TestCase("NaN", "\"NaN\"")]
    [TestCase("2026-11-25", "\"2026-11-25\"")]
    [TestCase("=1+1", "\"=1+1\"")]
    [TestCase("None", "\"None\"")]
    public void A_cell_has_the_type_that_it_is_written_in(string text, string json)
    {
        var isThere = CellValue.TryRead(new CsvCell(text, false), false, out var value, out _);

        Assert.That(isThere);
        Assert.That(value?.ToJsonString(Contracts.OrchestraJson.Options) ?? "null", Is.EqualTo(json));
    }

    [TestCase("7", false, "\"7\"")]
    [TestCase("7", true, "7")]
    [TestCase("", false, "\"\"")]
    [TestCase("", true, "\"\"")]
    [TestCase("null", false, "\"null\"")]
    [TestCase("null", true, "null")]
    public void A_quoted_cell_is_text_unless_everything_is_quoted(string text, bool typeQuoted, string json)
    {
        Assert.That(CellValue.TryRead(new CsvCell(text, true), typeQuoted, out var value, out _));
        Assert.That(value?.ToJsonString() ?? "null", Is.EqualTo(json));
    }

    private static List<CsvRecord> Read(string text, char delimiter)
    {
        var reader = new CsvReader(text, delimiter);
        var records = new List<CsvRecord>();
        while (reader.Next() is { } record)
        {
            records.Add(record);
        }

        return records;
    }

    private static string Shown(IEnumerable<CsvRecord> records) =>
        string.Join(
            " / ",
            records.Select(record => string.Join('|', record.Cells.Select(cell => cell.IsQuoted ? $"'{cell.Text}'" : cell.Text)))
        );
}
