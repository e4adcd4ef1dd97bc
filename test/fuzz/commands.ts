/** A grammar of docker commands as learners mix them: names from a small pool, so that commands meet each other's objects. */
import fc from 'fast-check';

const name = fc.constantFrom('a1', 'b2', 'c3', 'web');
const network = fc.constantFrom('n1', 'n2', 'bridge', 'host', 'nosuch');
const volume = fc.constantFrom('v1', 'v2', 'data');
const image = fc.constantFrom('alpine', 'busybox', 'nginx', 'hello-world', 'nosuch');
const flags = fc.constantFrom('', '--rm', '-p 8080:80', '-p 8081:80', '-P', '-e A=1', '-v v1:/data', '-v data:/d:ro', '--network n1', '--restart always', '--memory 64m', '--read-only', '--tmpfs /t', '-w /tmp', '-u 1000');
const program = fc.constantFrom('sleep 100', 'true', 'false', 'sh -c "exit 3"', 'nosuchprogram', 'echo hi', 'sh -c "sleep 1; exit 1"');

const one = (template: string): fc.Arbitrary<string> =>
  fc.tuple(name, name, network, volume, image, flags, program).map(([n, m, net, vol, img, flag, prog]) =>
    template.replaceAll('NAME', n).replaceAll('OTHER', m).replaceAll('NET', net).replaceAll('VOL', vol).replaceAll('IMAGE', img).replaceAll('FLAG', flag).replaceAll('PROGRAM', prog));

/** One command line. */
export const command: fc.Arbitrary<string> = fc.oneof(
  ...[
    'docker run -d --name NAME FLAG IMAGE PROGRAM', 'docker run -d --name NAME FLAG alpine PROGRAM', 'docker run -d --name NAME nginx', 'docker create --name NAME FLAG alpine PROGRAM', 'docker start NAME', 'docker stop -t 0 NAME', 'docker restart -t 0 NAME', 'docker kill NAME',
    'docker pause NAME', 'docker unpause NAME', 'docker rm NAME', 'docker rm -f NAME', 'docker rm -fv NAME OTHER', 'docker rename NAME OTHER', 'docker exec NAME echo hi', 'docker exec -d NAME sleep 5', 'docker logs NAME', 'docker wait NAME & sleep 0.1; kill %1', 'docker top NAME',
    'docker network create NET', 'docker network rm NET', 'docker network connect NET NAME', 'docker network disconnect NET NAME', 'docker network connect --alias x NET NAME', 'docker volume create VOL', 'docker volume rm VOL', 'docker volume prune -f', 'docker container prune -f', 'docker network prune -f',
    'docker tag IMAGE NAME:1', 'docker rmi NAME:1', 'docker rmi IMAGE', 'docker rmi -f IMAGE', 'docker update --restart no NAME', 'docker cp NAME:/etc/hosts /tmp/h', 'docker commit NAME img-NAME', 'docker ps -a', 'docker system prune -f', 'sleep 2', 'docker inspect NAME > /dev/null',
  ].map(one),
);
