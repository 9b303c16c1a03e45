using System.Text.Json.Nodes;
using Orchestra.Api.Data;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Engine.Specs;

namespace Orchestra.Api.Tests.Runs;

/// <summary>A spec whose operations all refer to everything is stored, listed and planned without multiplying.</summary>
internal sealed class LargeSpecTests : ApiFixture
{
    private const int Operations = 2000;

    [Test]
    public async Task Two_thousand_operations_on_all_schemas_stay_near_the_size_of_the_spec()
    {
        var content = Spec();
        var answer = await Tenant.Api.PostAsync(
            "/api/v1/specs",
            new
            {
                protocolId = "http",
                serviceName = "large",
                content,
            }
        );
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text[..Math.Min(answer.Text.Length, 2000)]);
        var id = answer.Json["id"]!.GetValue<string>();

        var stored = await Database.ScalarAsync<int>($"select length(endpoints::text) from api.protocol_spec where id = '{id}'");
        var listed = await Tenant.Api.GetAsync($"/api/v1/specs/{id}/endpoints");

        // Parts of their own up to four times the spec, one shared document, and each operation's own lines.
        var most = (8 * content.Length) + (512 * 1024);
        Assert.That(stored, Is.LessThan(most));
        Assert.That(listed.Text, Has.Length.LessThan(most));
        Assert.That(listed.Items, Has.Count.EqualTo(Operations));
        Assert.That(listed.Items[^1]["schemaDocument"]!.GetValueKind(), Is.EqualTo(System.Text.Json.JsonValueKind.Number));
    }

    [Test]
    public void What_is_folded_unfolds_to_the_same_endpoints()
    {
        var endpoints = OpenApiReader.Read(Spec()).Endpoints;

        var back = EndpointsJson.Unfold(EndpointsJson.Fold(endpoints));

        Assert.That(back.Select(endpoint => endpoint.EndpointName), Is.EqualTo(endpoints.Select(endpoint => endpoint.EndpointName)));
        Assert.That(back.Zip(endpoints).Where(pair => !pair.First.SchemaDocument.Equals(pair.Second.SchemaDocument)), Is.Empty);
    }

    // 100 schemas, each of which refers to the next; every operation refers to the first.
    private static string Spec()
    {
        var schemas = new JsonObject();
        for (var i = 0; i < 100; i++)
        {
            schemas[$"S{i}"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = new string('d', 1000),
                ["properties"] = new JsonObject { ["next"] = new JsonObject { ["$ref"] = $"#/components/schemas/S{(i + 1) % 100}" } },
            };
        }

        var paths = new JsonObject();
        for (var i = 0; i < Operations; i++)
        {
            paths[$"/p{i}"] = JsonNode.Parse(
                """
                {"get":{"responses":{"200":{"description":"d","content":{"application/json":{"schema":{"$ref":"#/components/schemas/S0"}}}}}}}
                """
            );
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        }.ToJsonString();
    }
}
