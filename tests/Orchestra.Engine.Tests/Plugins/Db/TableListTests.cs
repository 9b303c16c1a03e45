using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Db;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Plugins.Db;

internal sealed class TableListTests
{
    private static readonly DbPlugin Plugin = new(new GuardedConnector(new DnsHostResolver(), TimeProvider.System), TimeProvider.System);

    [Test]
    public void Each_table_becomes_an_endpoint_whose_rows_its_columns_describe()
    {
        var import = Parse(
            """
            title: loans
            tables:
              - name: loans
                description: The loans
                columns:
                  - {name: id, type: uuid, nullable: false}
                  - {name: amount, type: 'numeric(10,2)'}
                  - {name: doc, type: jsonb}
            """
        );

        Assert.That(import.Faults, Is.Empty);
        var endpoint = import.Endpoints.Single();
        Assert.That(endpoint.EndpointName, Is.EqualTo("SELECT loans"));
        Assert.That(
            endpoint.SchemaDocument.ToString(),
            Is.EqualTo("""{"row":{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":["number","null"]},"doc":{}}}}""")
        );
        Assert.That(Plugin.Endpoints.Find(import.Endpoints, "loans"), Is.SameAs(endpoint));
    }

    [Test]
    public void Every_fault_has_its_line()
    {
        var import = Parse(
            """
            tables:
              - columns: []
              - name: a
              - name: b
                columns: [{type: text}, {name: x}, {name: x}]
            """
        );

        Assert.That(
            import.Faults.Select(fault => $"{fault.Line} {fault.Message}"),
            Is.EqualTo(
                (string[])
                    [
                        "2 a table has no name: give it the text 'name'",
                        "3 the table a has no columns: give it the array 'columns'",
                        "5 a column of b has no name: give it the text 'name'",
                        "5 the column b.x stands here twice",
                    ]
            )
        );
        Assert.That(import.Endpoints, Is.Empty);
    }

    [Test]
    public void Rows_are_held_against_the_columns()
    {
        var endpoint = Parse("""{"tables": [{"name": "loans", "columns": [{"name": "amount", "type": "numeric", "nullable": false}]}]}""")
            .Endpoints.Single();
        var step = new ScenarioStep
        {
            Id = "s",
            Alias = "s",
            Name = "s",
            Expectations = new StepExpectations { SchemaRefs = ["rows"] },
        };

        Assert.That(Check("""[{"amount": 1}]"""), Is.Empty);
        Assert.That(Check("""[{"amount": 1}, {"amount": null}]""").Single().Message, Does.StartWith("row 1, /amount"));

        IReadOnlyList<Violation> Check(string rows) =>
            Plugin.Contracts.Check(step, endpoint, new StepPayload { DbResult = new JsonObject { ["rows"] = JsonNode.Parse(rows) } });
    }

    private static SpecImport Parse(string text) => Plugin.Specs.Parse(Encoding.UTF8.GetBytes(text));
}
