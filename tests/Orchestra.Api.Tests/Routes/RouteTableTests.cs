using Microsoft.AspNetCore.Authorization;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Routes;

/// <summary>What holds for every line of the URL table.</summary>
internal sealed class RouteTableTests : ApiFixture
{
    [Test]
    public void Every_endpoint_names_a_permission_or_is_open_on_purpose()
    {
        var bare = Host
            .Endpoints.Where(endpoint =>
                ApiRoute.PermissionOf(endpoint) is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            )
            .Select(endpoint => endpoint.RoutePattern.RawText);
        var open = Host
            .Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.That(bare, Is.Empty);
        Assert.That(open, Is.EquivalentTo(["/health/live", "/health/ready", "/openapi/{documentName}.json"]));
    }

    [Test]
    public async Task The_open_api_document_tells_of_every_route()
    {
        var paths = (await Host.Client().ReadAsync("/openapi/v1.json"))["paths"]!.AsObject();

        using (Assert.EnterMultipleScope())
        {
            foreach (var route in ApiRoute.Of(Host))
            {
                var path = route.Pattern.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal);
                var operation = (paths[path] ?? paths[path.TrimEnd('/')])?[route.Method.ToLowerInvariant()];
                Assert.That(operation, Is.Not.Null, $"{route} is not in the document");
                Assert.That(operation?["operationId"]?.GetValue<string>(), Is.EqualTo(route.Name));
                Assert.That(operation?["summary"]?.GetValue<string>(), Is.Not.Null.And.Not.Empty, $"{route} has no summary");
                Assert.That(operation?["tags"]?.AsArray(), Is.Not.Null.And.Not.Empty, $"{route} has no tag");
            }
        }
    }

    [Test]
    public async Task Health_answers_without_a_key()
    {
        Assert.That((await Host.Client().ReadAsync("/health/live"))["status"]!.GetValue<string>(), Is.EqualTo("healthy"));
        Assert.That((await Host.Client().ReadAsync("/health/ready"))["checks"]!["database"]!.GetValue<string>(), Is.EqualTo("healthy"));
    }
}
