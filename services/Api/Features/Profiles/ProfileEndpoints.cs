using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Idempotency;
using Orchestra.Contracts.Profiles;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Profiles;

internal static class ProfileEndpoints
{
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton(new ProfileShape<DbProfile>(ProfileKind.Db, "db profile", "db-profiles", DbProfileCheck.Check));
        services.AddSingleton(
            new ProfileShape<KafkaProfile>(ProfileKind.Kafka, "Kafka profile", "kafka-profiles", KafkaProfileCheck.Check)
        );
        services.AddSingleton(
            new ProfileShape<QueueProfile>(ProfileKind.Queue, "queue profile", "queue-profiles", QueueProfileCheck.Check)
        );
        services.AddSingleton(new ProfileShape<AuthProfile>(ProfileKind.Auth, "auth profile", "auth-profiles", AuthProfileCheck.Check));
    }

    public static void MapProfiles(this IEndpointRouteBuilder app)
    {
        Map<DbProfile>(app, "a database");
        Map<KafkaProfile>(app, "a Kafka cluster");
        Map<QueueProfile>(app, "an AMQP broker");
        Map<AuthProfile>(app, "how calls show who they are");
    }

    /// <summary>The routes of one kind; operations are named after the contract's record.</summary>
    private static void Map<T>(IEndpointRouteBuilder app, string what)
        where T : class
    {
        var shape = app.ServiceProvider.GetRequiredService<ProfileShape<T>>();
        var name = typeof(T).Name;
        var profiles = app.MapGroup($"/api/v1/{shape.Segment}").WithTags("Profiles").RequirePermission(Permission.View);
        profiles
            .MapPost("/", CreateProfile.HandleAsync<T>)
            .WithName($"Create{name}")
            .WithSummary($"Create a profile of {what}")
            .HasEtag()
            .RequirePermission(Permission.Administer)
            .Idempotent();
        profiles.MapGet("/", GetProfiles.ListAsync<T>).WithName($"List{name}s").WithSummary($"The tenant's {shape.Noun}s");
        profiles.MapGet("/{id:guid}", GetProfiles.HandleAsync<T>).WithName($"Get{name}").WithSummary($"One {shape.Noun}").HasEtag();
        profiles
            .MapPut("/{id:guid}", ChangeProfile.HandleAsync<T>)
            .WithName($"Change{name}")
            .WithSummary($"Change one {shape.Noun}; runs keep what they were planned with")
            .DemandsEtag()
            .RequirePermission(Permission.Administer);
        profiles
            .MapDelete("/{id:guid}", DeleteProfile.HandleAsync<T>)
            .WithName($"Delete{name}")
            .WithSummary($"Delete one {shape.Noun} that no environment uses")
            .RequirePermission(Permission.Administer);
    }
}
