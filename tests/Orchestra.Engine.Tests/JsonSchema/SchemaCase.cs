using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>One row of a table: a schema, an instance, and whether the instance is valid.</summary>
public sealed record SchemaCase(SchemaDialect Dialect, JsonElement Schema, JsonElement Instance, bool Valid)
{
    /// <summary>
    /// Reads a table in the manner of the official suite: groups with <c>description</c>, <c>schema</c>, the lists
    /// <c>valid</c> and <c>invalid</c> of instances, and the <c>dialects</c> it holds for (2020-12 when absent).
    /// </summary>
    public static IEnumerable<TestCaseData> Read(string table)
    {
        foreach (var group in Json.Parse(table).EnumerateArray())
        {
            foreach (var dialect in DialectsOf(group))
            {
                foreach (var (list, valid) in new[] { ("valid", true), ("invalid", false) })
                {
                    foreach (var data in RowsOf(group, dialect, list, valid))
                    {
                        yield return data;
                    }
                }
            }
        }
    }

    /// <summary>Checks both ways to validate: the quick answer and the explained one.</summary>
    public void Check()
    {
        var schema = SchemaCompiler.Compile(Schema, Dialect);
        var result = schema.Validate(Instance);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.IsValid(Instance), Is.EqualTo(Valid));
            Assert.That(result.IsValid, Is.EqualTo(Valid), string.Join("; ", result.Errors));
        }
    }

    private static IEnumerable<SchemaDialect> DialectsOf(JsonElement group)
    {
        var names = group.TryGetProperty("dialects", out var listed) ? listed.EnumerateArray().Select(n => n.GetString()) : ["2020-12"];
        foreach (var name in names)
        {
            Assert.That(SchemaDialects.TryParse(name, out var dialect), name);
            yield return dialect;
        }
    }

    private static IEnumerable<TestCaseData> RowsOf(JsonElement group, SchemaDialect dialect, string list, bool valid)
    {
        if (!group.TryGetProperty(list, out var instances))
        {
            yield break;
        }

        foreach (var instance in instances.EnumerateArray())
        {
            var row = new SchemaCase(dialect, group.GetProperty("schema"), instance, valid);
            var name =
                $"{group.GetProperty("description").GetString()} [{SchemaDialects.NameOf(dialect)}]: {instance.GetRawText()} is {list}";
            yield return new TestCaseData(row).SetName(name.Replace('"', '\''));
        }
    }
}
