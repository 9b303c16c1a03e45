using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

/// <summary>Large specs of the usual build: many operations over shared schemas.</summary>
[NonParallelizable]
public sealed class SpecSizeTests
{
    [Test, CancelAfter(60_000)]
    public void A_megabyte_takes_well_under_a_second_and_ten_take_ten_times_as_long(CancellationToken cancellationToken)
    {
        var one = Json(1_000_000);
        var ten = Json(9_900_000);
        var yaml = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Json(1_000_000)).Replace("{\"openapi\"", "{openapi", StringComparison.Ordinal)
        );
        var reader = Fastest(() => Scan(one));
        var small = Fastest(() => Import(one));
        var large = Fastest(() => Import(ten));
        var fromYaml = Fastest(() => Import(yaml));
        TestContext.Out.WriteLine(
            $"reader pass {reader.TotalMilliseconds:0.0} ms, 1 MB {small.TotalMilliseconds:0.0} ms, 10 MB {large.TotalMilliseconds:0.0} ms, 1 MB YAML {fromYaml.TotalMilliseconds:0.0} ms"
        );

        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
        Assert.That(small, Is.LessThan(TimeSpan.FromMilliseconds(500)));
        Assert.That(fromYaml, Is.LessThan(TimeSpan.FromSeconds(1)));
        // Three times the linear time: a square would take ten times of it.
        Assert.That(large, Is.LessThan(small * 30));
    }

    private static TimeSpan Fastest(Action action)
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var clock = Stopwatch.StartNew();
            action();
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        return best;
    }

    private static void Import(byte[] text)
    {
        var import = OpenApiReader.Read(text);
        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Endpoints, Has.Count.GreaterThan(100));
    }

    private static void Scan(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        while (reader.Read()) { }
    }

    private static byte[] Json(int size)
    {
        var paths = new StringBuilder("{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {");
        var schemas = new StringBuilder();
        for (var number = 0; paths.Length + schemas.Length < size; number++)
        {
            paths.Append(
                Fill(
                    """
                    COMMA
                      "/itemsNUMBER/{id}": {
                        "get": {
                          "operationId": "getNUMBER",
                          "summary": "Get an item of kind NUMBER",
                          "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}],
                          "responses": {
                            "200": {"description": "the item", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ItemNUMBER"}}}},
                            "404": {"$ref": "#/components/responses/Problem"}
                          }
                        }
                      }
                    """,
                    number
                )
            );
            schemas.Append(
                Fill(
                    """
                    COMMA
                      "ItemNUMBER": {
                        "type": "object",
                        "required": ["id", "name"],
                        "properties": {
                          "id": {"type": "string", "format": "uuid", "description": "The id of this item, which never changes"},
                          "name": {"type": "string", "minLength": 1, "maxLength": 100, "example": "an item"},
                          "amount": {"type": "number", "minimum": 0, "maximum": 1000000},
                          "status": {"type": "string", "enum": ["NEW", "OPEN", "CLOSED"]},
                          "parts": {"type": "array", "items": {"$ref": "#/components/schemas/ItemHALF"}}
                        }
                      }
                    """,
                    number
                )
            );
        }

        var end =
            "}, \"components\": {\"responses\": {\"Problem\": {\"description\": \"wrong\", \"content\": {\"application/json\": {\"schema\": {\"type\": \"object\"}}}}}, \"schemas\": {";
        return Encoding.UTF8.GetBytes($"{paths}{end}{schemas}}}}}}}");
    }

    private static string Fill(string template, int number) =>
        template
            .Replace("COMMA", number == 0 ? "" : ",", StringComparison.Ordinal)
            .Replace("NUMBER", $"{number}", StringComparison.Ordinal)
            .Replace("HALF", $"{number / 2}", StringComparison.Ordinal);
}
