import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One OpenSearch node in a process of its own, so that it can be killed as nodes are.
 *
 * Arguments: its folder, its name, its HTTP port, its transport port, the transport
 * addresses of all nodes and the names of all nodes, both separated by commas.
 */
public class Node {
    public static void main(String[] args) throws Exception {
        String folder = args[0], name = args[1], http = args[2], transport = args[3];
        new OpenSearchRunner()
            .onBuild((number, settings) -> settings
                .put("node.name", name)
                .put("network.host", "127.0.0.1")
                .put("http.port", http)
                .put("transport.port", transport)
                .putList("discovery.seed_hosts", args[4].split(","))
                .putList("cluster.initial_cluster_manager_nodes", args[5].split(","))
                .putList("node.roles", "cluster_manager", "data")
                .put("node.store.allow_mmap", false)
                .put("action.auto_create_index", false)
                .put("cluster.routing.allocation.disk.threshold_enabled", false))
            .build(newConfigs().basePath(folder).clusterName("newsarchive").numOfNode(1));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
