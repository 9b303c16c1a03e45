using Orchestra.Api.Idempotency;
using Orchestra.Api.OpenApi;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Processes;

internal static class ProcessEndpoints
{
    public static void MapProcesses(this IEndpointRouteBuilder app)
    {
        var processes = app.MapGroup("/api/v1/processes").WithTags("Processes").RequirePermission(Permission.View);
        processes
            .MapPost("/", ImportProcess.HandleAsync)
            .WithName("ImportProcess")
            .WithSummary("Import a process; the same key adds a version")
            .Accepts<ImportProcess.Request>("application/json", "multipart/form-data")
            .WithMetadata(
                new FormFieldMetadata("source", "The file to import.", IsFile: true),
                new FormFieldMetadata("key", "The process's key; the file's name without it."),
                new FormFieldMetadata("name", "The process's name."),
                new FormFieldMetadata("sourceType", "BPMN or SEQUENCE; what the file is without it.")
            )
            .RequirePermission(Permission.Design)
            .Idempotent();
        processes.MapGet("/", ListProcesses.HandleAsync).WithName("ListProcesses").WithSummary("The tenant's processes");
        processes.MapGet("/{id:guid}", GetProcess.HandleAsync).WithName("GetProcess").WithSummary("A process and its versions");
        processes
            .MapGet("/{id:guid}/versions/{version:int}", GetProcessVersion.HandleAsync)
            .WithName("GetProcessVersion")
            .WithSummary("One version with its warnings");
        processes
            .MapPost("/{id:guid}/versions/{version:int}/publish", PublishProcessVersion.HandleAsync)
            .WithName("PublishProcessVersion")
            .WithSummary("Publish a version: processes that call this one take the latest published one")
            .RequirePermission(Permission.Design);
        processes
            .MapGet("/{id:guid}/versions/{version:int}/graph", GetProcessVersion.GraphAsync)
            .WithName("GetProcessGraph")
            .WithSummary("Nodes, flows and warnings");
        processes
            .MapGet("/{id:guid}/versions/{version:int}/source", GetProcessVersion.SourceAsync)
            .WithName("GetProcessSource")
            .WithSummary("The source as it was imported")
            .Produces(StatusCodes.Status200OK)
            .WithMetadata(new TextAnswerMetadata("application/xml"));
    }
}
