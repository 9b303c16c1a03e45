using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>
/// Reads a list of tables, JSON or YAML: <c>{"tables": [{"name": "loans", "columns": [{"name": "id", "type": "uuid", "nullable": false}]}]}</c>.
/// Each table becomes the endpoint <c>SELECT name</c>, whose rows the columns describe.
/// </summary>
internal sealed class TableListParser : ISpecParser
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["boolean"] = "boolean",
        ["bool"] = "boolean",
        ["smallint"] = "integer",
        ["integer"] = "integer",
        ["int"] = "integer",
        ["bigint"] = "integer",
        ["numeric"] = "number",
        ["decimal"] = "number",
        ["real"] = "number",
        ["double precision"] = "number",
    };

    private static readonly HashSet<string> AnyValue = new(StringComparer.OrdinalIgnoreCase) { "json", "jsonb", "interval" };

    /// <inheritdoc />
    public SpecImport Parse(ReadOnlyMemory<byte> content)
    {
        var faults = new List<Fault>();
        try
        {
            var root = SpecText.Read(content, faults).Root;
            var endpoints = Endpoints(root, faults);
            return new SpecImport(
                faults.Count == 0 ? endpoints : [],
                root.Member("title"u8)?.Text,
                root.Member("version"u8)?.Text,
                faults,
                []
            );
        }
        catch (SpecSyntaxException exception)
        {
            return new SpecImport([], null, null, [.. faults, exception.Fault], []);
        }
    }

    private static List<SpecEndpoint> Endpoints(SpecNode root, List<Fault> faults)
    {
        var endpoints = new List<SpecEndpoint>();
        if (root.Member("tables"u8) is not { Kind: SpecKind.Array } tables)
        {
            faults.Add(new Fault(root.Pointer, root.Line, "a list of tables is an object with the array 'tables'"));
            return endpoints;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables.Children)
        {
            if (NameOf(table, "a table", faults) is not { } name)
            {
                continue;
            }

            if (!names.Add(name))
            {
                faults.Add(new Fault(table.Pointer, table.Line, $"the table {name} stands here twice"));
            }

            endpoints.Add(Endpoint(table, name, RowSchema(table, name, faults)));
        }

        return endpoints;
    }

    private static SpecEndpoint Endpoint(SpecNode table, string name, JsonObject row) =>
        new()
        {
            EndpointName = "SELECT " + name,
            OperationId = null,
            Summary = table.Member("description"u8)?.Text,
            Method = "SELECT",
            Path = name,
            Responses = new Dictionary<string, SpecResponse> { ["rows"] = new("its rows", new SpecBody("application/json", "/row")) },
            Dialect = "2020-12",
            SchemaDocument = JsonSerializer.SerializeToElement(new JsonObject { ["row"] = row }),
        };

    private static JsonObject RowSchema(SpecNode table, string name, List<Fault> faults)
    {
        var properties = new JsonObject();
        if (table.Member("columns"u8) is not { Kind: SpecKind.Array } columns || columns.CountChildren() == 0)
        {
            faults.Add(new Fault(table.Pointer, table.Line, $"the table {name} has no columns: give it the array 'columns'"));
            return properties;
        }

        foreach (var column in columns.Children)
        {
            if (NameOf(column, $"a column of {name}", faults) is not { } written)
            {
                continue;
            }

            if (!properties.TryAdd(written, SchemaOf(column)))
            {
                faults.Add(new Fault(column.Pointer, column.Line, $"the column {name}.{written} stands here twice"));
            }
        }

        // A statement may select some of the columns: none is required.
        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject SchemaOf(SpecNode column)
    {
        var written = column.Member("type"u8)?.Text ?? "text";
        var schema = new JsonObject();
        var bare = written.Split('(')[0].Trim();
        if (written.EndsWith("[]", StringComparison.Ordinal))
        {
            schema["type"] = Nullable(column, "array");
        }
        else if (!AnyValue.Contains(bare))
        {
            schema["type"] = Nullable(column, Types.GetValueOrDefault(bare, "string"));
        }

        return schema;
    }

    private static JsonNode Nullable(SpecNode column, string type) =>
        column.Member("nullable"u8) is { } nullable && !nullable.IsTrue ? JsonValue.Create(type)! : new JsonArray(type, "null");

    private static string? NameOf(SpecNode node, string what, List<Fault> faults)
    {
        if (node.Member("name"u8) is { Kind: SpecKind.String, Text.Length: > 0 } name)
        {
            return name.Text;
        }

        faults.Add(new Fault(node.Pointer, node.Line, $"{what} has no name: give it the text 'name'"));
        return null;
    }
}
