using Microsoft.Testing.Platform.Builder;
using Orchestra.LocalHost.Tests;
using Orchestra.LocalHost.Tests.Fixtures;

switch (args.FirstOrDefault())
{
    case FixtureService.Verb:
        return await FixtureService.RunAsync(args);
    case FixtureHost.Verb:
        return await FixtureHost.RunAsync(args[1], args[2..]);
    default:
        var builder = await TestApplication.CreateBuilderAsync(args);
        SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, args);
        using (var application = await builder.BuildAsync())
        {
            return await application.RunAsync();
        }
}
