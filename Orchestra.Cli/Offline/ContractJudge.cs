using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Cli.Offline;

/// <summary>Judges instances one after the other; a schema that comes again is not compiled again.</summary>
internal sealed class ContractJudge(bool assertFormats)
{
    private readonly SchemaOptions _options = SchemaOptions.Default with { AssertFormats = assertFormats };
    private byte[] _lastText = [];
    private SchemaDialect _lastDialect;
    private CompiledSchema? _last;

    /// <summary>Judges an instance; a faulty schema is an answer too.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="draft">A dialect's name; null to take the one of <c>$schema</c>, else 2020-12.</param>
    public ContractVerdict Judge(JsonElement schema, JsonElement instance, string? draft)
    {
        SchemaDialect dialect;
        if (draft is null)
        {
            dialect = Declared(schema);
        }
        else if (!SchemaDialects.TryParse(draft, out dialect))
        {
            return ContractVerdict.Bad($"the draft '{draft}' is not known: use {string.Join(", ", SchemaDialects.Names)}");
        }

        try
        {
            return new ContractVerdict(Compiled(schema, dialect).Validate(instance).Errors);
        }
        catch (SchemaException exception)
        {
            return ContractVerdict.Faulty(exception);
        }
    }

    private CompiledSchema Compiled(JsonElement schema, SchemaDialect dialect)
    {
        var text = JsonMarshal.GetRawUtf8Value(schema);
        if (_last is not null && _lastDialect == dialect && text.SequenceEqual(_lastText))
        {
            return _last;
        }

        _last = null;
        _last = SchemaCompiler.Compile(schema, dialect, options: _options);
        (_lastText, _lastDialect) = (text.ToArray(), dialect);
        return _last;
    }

    private static SchemaDialect Declared(JsonElement schema)
    {
        if (
            schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("$schema", out var declared)
            || declared.ValueKind != JsonValueKind.String
        )
        {
            return SchemaDialect.Draft202012;
        }

        var uri = declared.GetRawText();
        return uri.Contains("draft-07", StringComparison.Ordinal) ? SchemaDialect.Draft07
            : uri.Contains("draft-04", StringComparison.Ordinal) ? SchemaDialect.Draft04
            : SchemaDialect.Draft202012;
    }
}
