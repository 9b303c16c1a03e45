using System.Globalization;
using Orchestra.Contracts.Json;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Judges the values of keywords: wrong types are faults, what would make generation run wild is a warning.</summary>
internal sealed class SchemaChecks(ImportLog log, bool isDialect30)
{
    private const double MaxLength = 1_000_000;
    private const double MaxCount = 10_000;
    private const int MaxValues = 10_000;

    /// <summary>Checks one keyword's value.</summary>
    public void Check(SchemaKeyword keyword, SpecNode value)
    {
        switch (keyword)
        {
            case SchemaKeyword.Count:
                CheckCount(value);
                break;
            case SchemaKeyword.Number:
                CheckNumber(value);
                break;
            case SchemaKeyword.ExclusiveBound when isDialect30:
                log.Expect(value, SpecKind.Boolean);
                break;
            case SchemaKeyword.ExclusiveBound:
                CheckNumber(value);
                break;
            case SchemaKeyword.Pattern:
                CheckPattern(value);
                break;
            case SchemaKeyword.Values:
                CheckValues(value);
                break;
            case SchemaKeyword.Type:
                CheckType(value);
                break;
            case SchemaKeyword.Names:
                CheckNames(value);
                break;
            case SchemaKeyword.Flag:
                log.Expect(value, SpecKind.Boolean);
                break;
            default:
                log.Warn(
                    ImportCodes.NotCovered,
                    value,
                    $"'{value.Name}' is not covered: references are read from the start of the document"
                );
                break;
        }
    }

    /// <summary>Warns of numbers that no program can hold; those that the database cannot hold either are faults.</summary>
    public static void JudgeHugeNumbers(SpecTree tree, ImportLog log)
    {
        foreach (var index in tree.HugeNumbers)
        {
            var node = new SpecNode(tree, index);
            if (node.Kind == SpecKind.Number && !StorableJson.IsStorableNumber(node.Text))
            {
                log.Fault(node, $"the number {Short(node.Text)} is beyond what the database can hold");
                continue;
            }

            log.Warn(
                ImportCodes.SchemaCapped,
                node,
                $"the number {Short(node.Text)} is beyond what numbers can hold: it is kept as text, and no value is made from it"
            );
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private void CheckNumber(SpecNode value)
    {
        // .inf of YAML is text in JSON; it has its warning already.
        if (!(value.Kind == SpecKind.String && YamlScalars.IsBeyondJson(value.Text)))
        {
            log.Expect(value, SpecKind.Number);
        }
    }

    private void CheckCount(SpecNode value)
    {
        if (!log.Expect(value, SpecKind.Number))
        {
            return;
        }

        var count = double.Parse(value.RawValue, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (count < 0 || count != Math.Floor(count))
        {
            log.Fault(value, $"must be a whole number from 0, but is {Short(value.Text)}");
            return;
        }

        var cap = value.RawName.EndsWith("Length"u8) ? MaxLength : MaxCount;
        if (count > cap && double.IsFinite(count))
        {
            log.Warn(ImportCodes.SchemaCapped, value, $"{value.Name} {Short(value.Text)} is capped at {cap:0} when values are made");
        }
    }

    private void CheckPattern(SpecNode value)
    {
        if (log.Text(value) is { } pattern && PatternRisk.Find(pattern) is { } risk)
        {
            log.Warn(ImportCodes.SchemaCapped, value, $"the pattern '{Short(pattern)}' {risk}: it is matched with a time limit");
        }
    }

    private void CheckValues(SpecNode value)
    {
        if (!log.Expect(value, SpecKind.Array))
        {
            return;
        }

        var count = value.CountChildren();
        if (count > MaxValues)
        {
            log.Warn(
                ImportCodes.SchemaCapped,
                value,
                $"of the {count} values of this enum the first {MaxValues} are used when values are made"
            );
        }
    }

    private void CheckType(SpecNode value)
    {
        if (isDialect30 || value.Kind != SpecKind.Array)
        {
            log.Text(value);
            return;
        }

        foreach (var item in value.Children)
        {
            log.Text(item);
        }
    }

    private void CheckNames(SpecNode value)
    {
        if (log.Expect(value, SpecKind.Array))
        {
            foreach (var item in value.Children)
            {
                log.Text(item);
            }
        }
    }
}
