using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Orchestra.Api.OpenApi;

/// <summary>Adds to each operation what the framework cannot see: headers, forms, answers that are no JSON, examples and refusals.</summary>
internal sealed class OperationDocumentation : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    private static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var example = OperationExamples.Find(operation.OperationId) ?? new OperationExample();
        AddRequest(operation, metadata, example);
        AddAnswer(operation, metadata, example);
        return ErrorResponses.AddAsync(operation, example, context, cancellationToken);
    }

    private static void AddRequest(OpenApiOperation operation, IList<object> metadata, OperationExample example)
    {
        foreach (var header in metadata.OfType<RequestHeaderMetadata>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = header.Name,
                    In = ParameterLocation.Header,
                    Description = header.Description,
                    Required = header.IsRequired,
                    Schema = Text,
                    Example = JsonValue.Create(header.Example),
                }
            );
        }

        var fields = metadata.OfType<FormFieldMetadata>().ToList();
        if (fields.Count > 0 && operation.RequestBody?.Content is { } content)
        {
            content[Form] = Content(Form, FormOf(fields))[Form];
        }

        foreach (var (mediaType, body) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (example.RequestTexts.TryGetValue(mediaType, out var lines))
            {
                (body.Schema, body.Example) = (Text, JsonValue.Create(string.Join('\n', lines)));
            }
            else
            {
                body.Example = example.Request?.DeepClone();
            }
        }
    }

    private static OpenApiSchema FormOf(List<FormFieldMetadata> fields) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = fields.Where(field => field.IsFile).Select(field => field.Name).ToHashSet(),
            Properties = fields.ToDictionary(
                field => field.Name,
                IOpenApiSchema (field) =>
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Format = field.IsFile ? "binary" : null,
                        Description = field.Description,
                    }
            ),
        };

    private static void AddAnswer(OpenApiOperation operation, IList<object> metadata, OperationExample example)
    {
        foreach (var (_, answer) in operation.Responses?.Where(pair => pair.Key is "200" or "201" or "202") ?? [])
        {
            AddAnswer((OpenApiResponse)answer, metadata, example);
        }
    }

    private static void AddAnswer(OpenApiResponse answer, IList<object> metadata, OperationExample example)
    {
        answer.Content ??= new Dictionary<string, OpenApiMediaType>();
        if (answer.Content.TryGetValue(Json, out var json))
        {
            json.Example = example.Response?.DeepClone();
        }

        foreach (var text in metadata.OfType<TextAnswerMetadata>())
        {
            answer.Content[text.MediaType] = new OpenApiMediaType
            {
                Schema = Text,
                Example = example.Texts.TryGetValue(text.MediaType, out var lines) ? JsonValue.Create(string.Join('\n', lines)) : null,
            };
        }

        foreach (var header in metadata.OfType<ResponseHeaderMetadata>())
        {
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
            answer.Headers[header.Name] = new OpenApiHeader
            {
                Description = header.Description,
                Schema = Text,
                Example = JsonValue.Create(header.Example),
            };
        }
    }

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, IOpenApiSchema schema) =>
        new() { [mediaType] = new OpenApiMediaType { Schema = schema } };
}
