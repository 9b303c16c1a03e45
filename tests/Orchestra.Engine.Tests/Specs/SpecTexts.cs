using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

/// <summary>Texts that several fixtures read.</summary>
internal static class SpecTexts
{
    /// <summary>Every kind of reference, parameters on the path and the operation, examples in each place.</summary>
    public const string LoansYaml = """
        openapi: 3.0.3
        info: { title: Loans, version: 1.10 }
        servers:
          - url: https://{host}.example.com/{base}/
            variables:
              host: { default: api }
              base: { default: v1 }
        paths:
          x-internal: kept out
          /loans:
            post:
              operationId: createLoan
              summary: Create a loan
              tags: [loans, write]
              x-owner: kept out
              parameters:
                - $ref: '#/components/parameters/Key'
              requestBody:
                $ref: '#/components/requestBodies/NewLoan'
              responses:
                201:
                  description: created
                  headers:
                    Location:
                      schema: { type: string }
                    X-Rate:
                      $ref: '#/components/headers/Rate'
                  content:
                    text/plain: { schema: { type: string } }
                    application/problem+json: { schema: { type: object } }
                    application/json; charset=utf-8:
                      schema: { $ref: '#/components/schemas/Loan' }
                4xx:
                  $ref: '#/components/responses/Problem'
                default: { description: anything else }
          /loans/{id}:
            summary: One loan
            parameters:
              - { name: id, in: path, required: true, schema: { type: string, example: L-1 } }
              - { name: verbose, in: query, schema: { type: boolean, default: true } }
            get:
              parameters:
                - { name: verbose, in: query, required: true, example: false, schema: { type: boolean } }
                - name: filter
                  in: query
                  examples:
                    first: { $ref: '#/components/examples/Filter' }
                    second: { value: b }
                  content:
                    application/json: { schema: { type: string } }
              responses:
                "200": { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Loan' } } } } }
          /again:
            $ref: '#/paths/~1loans~1%7Bid%7D~1plain'
          /loans/{id}/plain:
            servers: [{ url: /v2 }]
            parameters:
              - { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }
            delete:
              responses: { 204: { description: gone } }
        components:
          parameters:
            Key: { name: idempotency-key, in: header, schema: { type: string } }
          requestBodies:
            NewLoan:
              required: true
              content:
                application/json:
                  schema: { $ref: '#/components/schemas/NewLoan' }
                  examples:
                    small: { value: { amount: 5 } }
                    large: { value: { amount: 5000 } }
          headers:
            Rate: { schema: { type: integer } }
          examples:
            Filter: { value: a }
          responses:
            Problem: { description: wrong, content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
          schemas:
            Id: { type: string, format: uuid, default: 00000000-0000-0000-0000-000000000001 }
            Money: { type: number, minimum: 0.10 }
            NewLoan: { type: object, properties: { amount: { $ref: '#/components/schemas/Money' } } }
            Loan:
              allOf:
                - $ref: '#/components/schemas/NewLoan'
                - { type: object, properties: { id: { $ref: '#/components/schemas/Id' }, parent: { $ref: '#/components/schemas/Loan' } } }
            Problem: { type: object }
            Unused: { type: object }
        """;

    /// <summary>Without <c>/again</c>, whose placeholder the path does not have.</summary>
    public static string Loans { get; } =
        LoansYaml.Replace("  /again:\n    $ref: '#/paths/~1loans~1%7Bid%7D~1plain'\n", "", StringComparison.Ordinal);

    /// <summary>The smallest spec, with more text under its only operation and at its end.</summary>
    public static string Small(string operation = "", string end = "", string openApi = "3.0.3") =>
        $$"""
            openapi: {{openApi}}
            info: { title: T, version: '1' }
            paths:
              /a:
                get:
                  responses: { '200': { description: ok } }
            {{Indent(operation, 6)}}
            {{end}}
            """;

    /// <summary>The endpoint of a spec that has one.</summary>
    public static SpecEndpoint Only(string text)
    {
        var import = OpenApiReader.Read(text);
        Assert.That(import.Faults, Is.Empty);
        return import.Endpoints.Single();
    }

    /// <summary>The JSON of a value, for comparing.</summary>
    public static string Json(object value) => JsonSerializer.Serialize(value, OrchestraJson.Options);

    private static string Indent(string text, int spaces) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', spaces) + line));
}
