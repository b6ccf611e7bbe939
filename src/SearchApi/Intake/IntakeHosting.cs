using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>How a host takes in what brings materials in.</summary>
public static class IntakeHosting
{
    /// <summary>Adds what brings materials in, withdraws and restores them.</summary>
    public static void AddIntake(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<BuildHistory>();
        services.AddHostedService<CorpusFollower>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<SearchApiOptions>>().Value;
            return new MaterialIntake(
                Path.GetFullPath(options.Index),
                new StateFolder(options.State),
                provider.GetRequiredService<BuildHistory>(),
                provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider => new IntakeDesk(
            provider.GetRequiredService<MaterialIntake>(),
            provider.GetRequiredService<LiveLibrary>(),
            provider.GetRequiredService<ServerFigures>(),
            provider.GetRequiredService<ILogger<IntakeDesk>>()));
    }
}
