using System.Text.Json;

namespace Orchestra.Generation.Inputs;

/// <summary>Lays the schemas of one value side by side.</summary>
internal sealed class SchemaFlattener(SchemaReader reader, SamplingBudget budget)
{
    /// <summary>Flattens schemas that must all hold. A reference met twice, as in a circle of allOf, is followed once.</summary>
    public SchemaParts Flatten(IEnumerable<JsonElement> schemas, string place)
    {
        var parts = new List<JsonElement>();
        var refs = new List<string>();
        var discriminators = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = new Stack<JsonElement>(schemas.Reverse());
        var looks = 0;
        while (waiting.TryPop(out var schema))
        {
            if (parts.Count >= SamplingBudget.MaxParts || ++looks > 4 * SamplingBudget.MaxParts)
            {
                budget.Capped(place, $"more than {SamplingBudget.MaxParts} schemas hold for one value; the rest is left out");
                break;
            }

            var target = JsonTexts.TextOf(reader.Keyword(schema, "$ref") ?? default);
            if (target is null || !reader.RefStandsAlone)
            {
                parts.Add(schema);
                PushBranches(schema, waiting, discriminators);
            }

            if (target is not null && !refs.Contains(target, StringComparer.Ordinal))
            {
                refs.Add(target);
                if (reader.At(target) is { } found)
                {
                    waiting.Push(found);
                }
            }
        }

        return new SchemaParts(parts, refs, discriminators, reader);
    }

    private void PushBranches(JsonElement schema, Stack<JsonElement> waiting, Dictionary<string, string> discriminators)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (reader.Keyword(schema, keyword) is { ValueKind: JsonValueKind.Array } branches && FirstBranch(branches) is { } branch)
            {
                waiting.Push(branch);
                NoteDiscriminator(schema, branch, discriminators);
            }
        }

        if (reader.Keyword(schema, "allOf") is { ValueKind: JsonValueKind.Array } all)
        {
            foreach (var part in all.EnumerateArray().Take(SamplingBudget.MaxParts).Reverse())
            {
                waiting.Push(part);
            }
        }
    }

    // A branch that only allows null says "nullable": the one beside it says what the value is.
    private JsonElement? FirstBranch(JsonElement branches)
    {
        foreach (var branch in branches.EnumerateArray().Take(16))
        {
            if (branch.ValueKind != JsonValueKind.False && JsonTexts.TextOf(reader.Keyword(branch, "type") ?? default) != "null")
            {
                return branch;
            }
        }

        return null;
    }

    private void NoteDiscriminator(JsonElement schema, JsonElement branch, Dictionary<string, string> discriminators)
    {
        if (
            reader.Keyword(schema, "discriminator") is not { } discriminator
            || JsonTexts.TextOf(reader.Keyword(discriminator, "propertyName") ?? default) is not { } property
            || JsonTexts.TextOf(reader.Keyword(branch, "$ref") ?? default) is not { } target
        )
        {
            return;
        }

        var value = target[(target.LastIndexOf('/') + 1)..];
        if (reader.Keyword(discriminator, "mapping") is { ValueKind: JsonValueKind.Object } mapping)
        {
            foreach (var entry in mapping.EnumerateObject().Take(SamplingBudget.MaxMembers))
            {
                var mapped = JsonTexts.TextOf(entry.Value);
                if ((mapped == target || mapped == value) && JsonTexts.NameOf(entry) is { } key)
                {
                    value = key;
                    break;
                }
            }
        }

        discriminators.TryAdd(property, value);
    }
}
