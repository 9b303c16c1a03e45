using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Steps;
using Orchestra.Engine.Specs.AsyncApi;

namespace Orchestra.Engine.Tests.Specs.AsyncApi;

internal sealed class AsyncApiReaderTests
{
    private const string Version2 = """
        asyncapi: 2.6.0
        info: { title: Orders, version: 1.10 }
        channels:
          orders.new:
            bindings: { amqp: { is: queue, exchange: { name: no } } }
            publish:
              operationId: placeOrder
              summary: An order comes in
              message: { $ref: '#/components/messages/Order' }
          orders.done:
            bindings: { amqp: { is: routingKey, exchange: { name: shop, type: topic } } }
            subscribe:
              message:
                payload: { $ref: '#/components/schemas/Order' }
        components:
          messages:
            Order:
              contentType: application/json
              payload: { $ref: '#/components/schemas/Order' }
              examples: [{ payload: { id: 'a' } }]
          schemas:
            Order: { type: object, required: [id], properties: { id: { $ref: '#/components/schemas/Id' } } }
            Id: { type: string, minLength: 1 }
        """;

    private const string Version3 = """
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          new:
            address: orders.new
            bindings: { kafka: { topic: orders.new } }
            messages: { order: { $ref: '#/components/messages/Order' } }
          done:
            address: orders.done
            bindings: { amqp: { exchange: { name: shop } } }
            messages: { order: { $ref: '#/components/messages/Order' } }
        operations:
          placeOrder: { action: receive, channel: { $ref: '#/channels/new' }, summary: An order comes in }
          tellDone:
            action: send
            channel: { $ref: '#/channels/done' }
            messages: [{ $ref: '#/channels/done/messages/order' }]
        components:
          messages:
            Order:
              payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: { $ref: '#/components/schemas/Order' } }
              examples: [{ payload: { id: 'a' } }]
          schemas:
            Order: { type: object, required: [id], properties: { id: { $ref: '#/components/schemas/Id' } } }
            Id: { type: string, minLength: 1 }
        """;

    [TestCase(Version2)]
    [TestCase(Version3)]
    public void Channels_are_endpoints_as_a_test_sees_them(string text)
    {
        var import = AsyncApiReader.Read(text);

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Title, Is.EqualTo("Orders"));
        Assert.That(
            import.Endpoints.Select(endpoint => endpoint.EndpointName),
            Is.EqualTo((string[])["PUBLISH orders.new", "CONSUME orders.done"])
        );
        var (publish, consume) = (import.Endpoints[0], import.Endpoints[1]);
        Assert.That((publish.Method, publish.Path), Is.EqualTo(("PUBLISH", "orders.new")));
        Assert.That((publish.OperationId, publish.Summary), Is.EqualTo(("placeOrder", "An order comes in")));
        Assert.That(publish.RequestBody!.SchemaPointer, Is.EqualTo("/components/schemas/Order"));
        Assert.That(publish.RequestBody.Example!.Value.GetProperty("id").GetString(), Is.EqualTo("a"));
        Assert.That((publish.Exchange, consume.Exchange), Is.EqualTo(((string?)null, (string?)"shop")), "a queue has none");
        Assert.That(consume.RequestBody, Is.Null);
        Assert.That(consume.Responses["message"].Body!.SchemaPointer, Is.EqualTo("/components/schemas/Order"));
    }

    [TestCase(Version2)]
    [TestCase(Version3)]
    public void A_message_is_checked_against_its_payload(string text)
    {
        var endpoint = AsyncApiReader.Read(text).Endpoints[1];

        Assert.That(Check(endpoint, """{"body":{"id":"a"}}"""), Is.Empty);
        Assert.That(Check(endpoint, """{"value":{"id":"a"}}"""), Is.Empty);
        Assert.That(Check(endpoint, """{"body":{"id":""}}"""), Is.EqualTo((string[])["ContractViolation schema.minLength"]));
        Assert.That(Check(endpoint, """{"body":"text"}"""), Is.EqualTo((string[])["ContractViolation schema.type"]));
    }

    [TestCase("asyncapi: 1.2.0", "AsyncAPI 1.2.0 is not covered")]
    [TestCase("openapi: 3.0.0", "this is not an AsyncAPI document")]
    [TestCase("asyncapi: 2.6.0", "there are no channels")]
    [TestCase("asyncapi: 3.0.0", "there are no operations")]
    [TestCase("asyncapi: 2.6.0\nchannels: { a: { publish: { message: { $ref: 'other.yaml#/a' } } } }", "leads out of this document")]
    [TestCase(
        "asyncapi: 2.6.0\nchannels: { a: { publish: { message: { payload: { $ref: '#/no' } } } } }",
        "names nothing in this document"
    )]
    [TestCase("asyncapi: 3.0.0\noperations: { a: { action: both } }", "is 'send' or 'receive'")]
    [TestCase("asyncapi: 3.0.0\noperations: { a: { action: send } }", "names no channel")]
    public void What_is_wrong_is_told_with_its_place(string text, string message)
    {
        var import = AsyncApiReader.Read(text);

        Assert.That(import.Endpoints, Is.Empty);
        Assert.That(import.Faults.Select(fault => fault.Message), Has.Some.Contains(message));
        Assert.That(import.Faults.Select(fault => fault.Line), Is.All.Not.Null);
    }

    [Test]
    public void Payloads_that_are_no_json_schema_are_left_out_with_a_warning()
    {
        var import = AsyncApiReader.Read(
            """
            asyncapi: 2.6.0
            channels:
              a: { subscribe: { message: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: { type: record } } } }
            """
        );

        Assert.That(import.Endpoints.Single().Responses["message"].Body!.SchemaPointer, Is.Null);
        Assert.That(import.Warnings.Single().Message, Does.Contain("avro"));
    }

    private static string[] Check(SpecEndpoint endpoint, string message)
    {
        var step = new ScenarioStep
        {
            Id = "s",
            Alias = "s",
            Name = "s",
            Expectations = new StepExpectations { SchemaRefs = ["message"] },
        };
        var payload = new StepPayload { Message = JsonNode.Parse(message)!.AsObject() };
        return [.. new MessageContract().Check(step, endpoint, payload).Select(violation => $"{violation.Type} {violation.Code}")];
    }
}
