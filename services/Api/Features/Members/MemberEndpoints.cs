using Orchestra.Api.Etags;
using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Members;

internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        var members = app.MapGroup("/api/v1/members").WithTags("Members").RequirePermission(Permission.Administer);
        members.MapPost("/", CreateMember.HandleAsync).WithName("CreateMember").WithSummary("Add a member").HasEtag().Idempotent();
        members.MapGet("/", GetMembers.ListAsync).WithName("ListMembers").WithSummary("The tenant's members, revoked ones too");
        members.MapGet("/{id:guid}", GetMembers.HandleAsync).WithName("GetMember").WithSummary("One member").HasEtag();
        members
            .MapPut("/{id:guid}", ChangeMember.HandleAsync)
            .WithName("ChangeMember")
            .WithSummary("Change a member's roles; the last administrator stays one")
            .DemandsEtag();
        members
            .MapDelete("/{id:guid}", RevokeMember.HandleAsync)
            .WithName("RevokeMember")
            .WithSummary("Revoke a member; the last administrator stays");
    }
}
